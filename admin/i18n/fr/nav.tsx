import type { nav as english } from "../en/nav"

export const nav: typeof english = {
  amazonPay: "Amazon Pay",
  wallets: "Portefeuilles",
  notifications: "Notifications",
  setup: "Configuration",
  import: "Importation",
}
