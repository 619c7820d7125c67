import type { nav as english } from "../en/nav"

export const nav: typeof english = {
  amazonPay: "Amazon Pay",
  wallets: "Wallet",
  notifications: "Notifiche",
  setup: "Configurazione",
  import: "Importazione",
}
