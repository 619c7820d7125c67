/** What a buyer can do about a reason. */
export type ReasonAction = "update" | "set_up_again" | "wait" | "none"

/**
 * Every reason Amazon gives for the state of a saved wallet, old and new names, with what helps.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/manage-payments-using-payment-method-on-file.html
 */
export const REASONS: Readonly<Record<string, { action: ReasonAction; meaning: string }>> = {
  PaymentMethodInvalid: { action: "update", meaning: "The last charge on this payment method was declined." },
  PaymentMethodDeleted: { action: "update", meaning: "The payment method was removed from the Amazon account." },
  BillingAddressDeleted: {
    action: "update",
    meaning: "The billing address of the payment method was removed from the Amazon account.",
  },
  PaymentMethodExpired: { action: "update", meaning: "The payment method has expired." },
  PaymentMethodNotAllowed: { action: "update", meaning: "Amazon does not allow this payment method here." },
  PaymentMethodNotSet: { action: "update", meaning: "No payment method is chosen." },
  MFAFailed: { action: "update", meaning: "The buyer did not confirm the payment method with their bank." },
  ChargeInProgress: { action: "wait", meaning: "A charge is still being processed." },
  MerchantClosed: { action: "set_up_again", meaning: "The store closed this wallet." },
  MerchantCanceled: { action: "set_up_again", meaning: "The store closed this wallet." },
  BuyerClosed: { action: "set_up_again", meaning: "The buyer removed this wallet at Amazon." },
  BuyerCanceled: { action: "set_up_again", meaning: "The buyer removed this wallet at Amazon." },
  AmazonClosed: { action: "set_up_again", meaning: "Amazon closed this wallet." },
  AmazonCanceled: { action: "set_up_again", meaning: "Amazon closed this wallet." },
  Expired: { action: "set_up_again", meaning: "This wallet has expired." },
}

/**
 * What the buyer should do about a wallet. A closed wallet can only be set up again; one that cannot be charged is
 * updated unless all that is the matter will pass by itself.
 */
export function actionFor(
  status: "chargeable" | "non_chargeable" | "closed",
  reasonCodes: readonly string[],
): ReasonAction {
  if (status === "chargeable") return "none"
  if (status === "closed") return "set_up_again"
  const passing = reasonCodes.length > 0 && reasonCodes.every((code) => REASONS[code]?.action === "wait")
  return passing ? "wait" : "update"
}
