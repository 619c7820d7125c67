import type { walletActions as english } from "../en/wallet-actions"

export const walletActions: typeof english = {
  more: "Más acciones",
  sendLink: "Enviar enlace de actualización",
  sellerCentral: "Abrir en Seller Central",
}
