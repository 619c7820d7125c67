/** Words about links that ask customers to update a wallet. */
export const updateLinks = {
  title: "Update link",
  lead: "The customer opens it, logs in and updates the wallet on Amazon's page. Only this customer can use it, once.",
  type: "What to update",
  validFor: "Valid for",
  days: "{{count}} days",
  make: "Make link",
  made: "Link made",
  notMade: "No link was made",
  onlyNow:
    "Copy the link now: it is not shown again. Where the store mails links, the customer gets it by e-mail as well.",
  link: "Link",
  loading: "Loading links",
  none: "No link has been made for this wallet yet.",
  earlier: "Links made before",
  expires: "Valid until",
  revoke: "Revoke",
  revoked: "Link revoked",
  notRevoked: "The link was not revoked",
}
