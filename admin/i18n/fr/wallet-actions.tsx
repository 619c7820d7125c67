import type { walletActions as english } from "../en/wallet-actions"

export const walletActions: typeof english = {
  more: "Autres actions",
  sendLink: "Envoyer un lien de mise à jour",
  sellerCentral: "Ouvrir dans Seller Central",
}
