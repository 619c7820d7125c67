import type { updatesPage as english } from "../en/updates-page"

export const updatesPage: typeof english = {
  title: "ウォレットの更新",
  lead: "お客様とAmazonによる、保存済みウォレットのすべての変更です。",
  searchHint: "メールアドレスまたは正確なID",
  status: "状態",
  type: "種類",
  ofItself: "自動で変更",
  startedBy: "開始者",
  made: "記録日時",
  update: "更新",
  customer: "お客様",
  export: "CSVを書き出す",
  exportFailed: "書き出しに失敗しました",
  emptyTitle: "更新はまだありません",
  emptyText: "お客様がウォレットを保存または更新すると、ここに表示されます。",
  chart: "日ごとの結果",
  chartLoading: "結果を読み込んでいます",
  day: "日",
  back: "すべての更新",
}
