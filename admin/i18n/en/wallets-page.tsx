/** Words of the page with every customer's wallets. */
export const walletsPage = {
  title: "Saved wallets",
  lead: "Wallets that need their customer come first.",
  searchHint: "E-mail address or exact id",
  method: "Payment method",
  todo: "What to do",
  emptyTitle: "No saved wallets yet",
  emptyText: "Wallets that customers save in the store appear here.",
}
