import type { attachWallet as english } from "../en/attach-wallet"

export const attachWallet: typeof english = {
  open: "Zuordnen",
  title: "Gespeicherte Wallet zuordnen",
  lead: "Für eine Wallet, die es bei Amazon schon gibt, etwa von einer anderen Plattform. Sie wird zuerst bei Amazon gelesen.",
  attach: "Wallet zuordnen",
  attached: "Wallet zugeordnet",
}
