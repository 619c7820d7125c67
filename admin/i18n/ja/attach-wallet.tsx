import type { attachWallet as english } from "../en/attach-wallet"

export const attachWallet: typeof english = {
  open: "紐付ける",
  title: "保存済みウォレットを紐付ける",
  lead: "別のプラットフォームなどで作成され、Amazonにすでにあるウォレット用です。先にAmazonで読み取ります。",
  attach: "ウォレットを紐付ける",
  attached: "ウォレットを紐付けました",
}
