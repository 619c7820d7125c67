/** What helps after Amazon said no to a charge. */
export type AfterDecline =
  /** The same charge may succeed with a new idempotency key, if the charge permission can still be charged. */
  | "try_again"
  /** The buyer has to change the payment method of the wallet. */
  | "update_wallet"
  /** The charge permission is gone; the buyer has to save a new wallet. */
  | "set_up_again"
  /** This charge is too much, or one too many, for the wallet this month. */
  | "wait"
  /** Another way to pay. */
  | "pay_otherwise"

/**
 * Every way Amazon says no to a charge, with what helps. Anything else Amazon refuses is a mistake of ours.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/manage-payments-using-payment-method-on-file.html
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/error-handling.html
 */
export const DECLINES: Readonly<Record<string, AfterDecline>> = {
  SoftDeclined: "try_again",
  ProcessingFailure: "try_again",
  HardDeclined: "update_wallet",
  PaymentMethodNotAllowed: "update_wallet",
  MFANotCompleted: "update_wallet",
  AmazonRejected: "set_up_again",
  PeriodicAmountExceeded: "wait",
  TransactionCountExceeded: "wait",
  TransactionAmountExceeded: "pay_otherwise",
  TransactionTimedOut: "pay_otherwise",
}

/** What helps after this reason code, or `null` for a code that is no decline. */
export function afterDecline(reasonCode: string | null | undefined): AfterDecline | null {
  return reasonCode && Object.hasOwn(DECLINES, reasonCode) ? (DECLINES[reasonCode] ?? null) : null
}
