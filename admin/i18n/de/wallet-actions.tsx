import type { walletActions as english } from "../en/wallet-actions"

export const walletActions: typeof english = {
  more: "Weitere Aktionen",
  sendLink: "Aktualisierungslink senden",
  sellerCentral: "In Seller Central öffnen",
}
