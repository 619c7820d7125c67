import type { linkStatus as english } from "../en/link-status"

export const linkStatus: typeof english = {
  open: "Ouvert",
  used: "Utilisé",
  expired: "Expiré",
  revoked: "Révoqué",
  wallet_closed: "Portefeuille fermé",
}
