import type { linkStatus as english } from "../en/link-status"

export const linkStatus: typeof english = {
  open: "Aperto",
  used: "Usato",
  expired: "Scaduto",
  revoked: "Revocato",
  wallet_closed: "Wallet chiuso",
}
