import type { nav as english } from "../en/nav"

export const nav: typeof english = {
  amazonPay: "Amazon Pay",
  wallets: "ウォレット",
  notifications: "通知",
  setup: "設定",
  import: "インポート",
}
