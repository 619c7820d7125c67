/** What can be done about a wallet. */
export const walletActions = {
  more: "More actions",
  sendLink: "Send update link",
  sellerCentral: "Open in Seller Central",
}
