import type { linkStatus as english } from "../en/link-status"

export const linkStatus: typeof english = {
  open: "Abierto",
  used: "Usado",
  expired: "Caducado",
  revoked: "Revocado",
  wallet_closed: "Monedero cerrado",
}
