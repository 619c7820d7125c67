/** What a live test found. */
export const selfTestCode = {
  key_unknown: "Amazon does not know this public key id for this region and mode.",
  signature_wrong: "Amazon knows the public key id, and the signature does not fit it.",
  account_refused: "Amazon refuses calls for this merchant account.",
  throttled: "Amazon asks to slow down.",
  unavailable: "It could not be reached.",
  timeout: "It did not answer in time.",
  unexpected_answer: "The answer is not the documented one.",
  clock_off: "This server's clock and Amazon's are more than five minutes apart.",
  not_checked: "Not checked",
}
