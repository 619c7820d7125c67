import type { walletActions as english } from "../en/wallet-actions"

export const walletActions: typeof english = {
  more: "Altre azioni",
  sendLink: "Invia link di aggiornamento",
  sellerCentral: "Apri in Seller Central",
}
