/** What to do about what a live test found. */
export const selfTestFix = {
  key_unknown: "Compare publicKeyId, region and sandbox with Integration Central.",
  signature_wrong: "The private key belongs to another public key id. Put the pair together again, or make a new one.",
  account_refused: "Look into Seller Central whether the account is active, and ask Amazon Pay's support.",
  throttled: "Try again in a minute.",
  unavailable: "Ask whoever runs this server whether it may connect there.",
  timeout: "Try again in a moment.",
  unexpected_answer: "Check the options region and endpoints, and whether a proxy answers in Amazon's place.",
  clock_off: "Let the server set its clock by NTP.",
}
