import type { nav as english } from "../en/nav"

export const nav: typeof english = {
  amazonPay: "Amazon Pay",
  wallets: "Monederos",
  notifications: "Notificaciones",
  setup: "Configuración",
  import: "Importación",
}
