/** Words about attaching a wallet that exists at Amazon already. */
export const attachWallet = {
  open: "Attach",
  title: "Attach a saved wallet",
  lead: "For a wallet that exists at Amazon already, for example from another platform. It is read at Amazon first.",
  attach: "Attach wallet",
  attached: "Wallet attached",
}
