import type { linkStatus as english } from "../en/link-status"

export const linkStatus: typeof english = {
  open: "Offen",
  used: "Verwendet",
  expired: "Abgelaufen",
  revoked: "Widerrufen",
  wallet_closed: "Wallet geschlossen",
}
