/** Names in the dashboard's sidebar. */
export const nav = {
  amazonPay: "Amazon Pay",
  wallets: "Wallets",
  notifications: "Notifications",
  setup: "Set-up",
  import: "Import",
}
