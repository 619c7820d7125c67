/** What has become of a link. */
export const linkStatus = {
  open: "Open",
  used: "Used",
  expired: "Expired",
  revoked: "Revoked",
  wallet_closed: "Wallet closed",
}
