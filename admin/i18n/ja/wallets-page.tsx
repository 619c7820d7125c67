import type { walletsPage as english } from "../en/wallets-page"

export const walletsPage: typeof english = {
  title: "保存済みウォレット",
  lead: "お客様の対応が必要なウォレットを先に表示します。",
  searchHint: "メールアドレスまたは正確なID",
  method: "支払い方法",
  todo: "対応",
  emptyTitle: "保存済みウォレットはまだありません",
  emptyText: "お客様がストアで保存したウォレットがここに表示されます。",
}
