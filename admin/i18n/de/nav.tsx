import type { nav as english } from "../en/nav"

export const nav: typeof english = {
  amazonPay: "Amazon Pay",
  wallets: "Wallets",
  notifications: "Benachrichtigungen",
  setup: "Einrichtung",
  import: "Import",
}
