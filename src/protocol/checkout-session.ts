import { moneyOrNull, type Money } from "./money"
import { asObject, dateOrNull, objectOrNull, requiredText, textOrNull } from "./read-json"

/** One attempt at a hosted page. Most members are only shown while the session is `Open`. */
export type CheckoutSession = Readonly<{
  checkoutSessionId: string
  /** `Open`, `Completed`, `Canceled`, or something newer. */
  state: string
  reasonCode: string | null
  chargePermissionId: string | null
  chargePermissionType: string | null
  chargeId: string | null
  storeId: string | null
  checkoutResultReturnUrl: string | null
  releaseEnvironment: string | null
  /** What the buyer agreed to pay, while Amazon shows it. */
  chargeAmount: Money | null
  merchantReferenceId: string | null
  lastUpdatedAt: Date | null
}>

/**
 * Reads a checkout session: strict about what it is and its state, lenient about everything else, for Amazon answers
 * `null` for almost all of it after completion.
 *
 * @throws AmazonPayError `invalid_response`
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/checkout-session.html
 */
export function parseCheckoutSession(json: unknown): CheckoutSession {
  const session = asObject(json, "checkout session")
  const status = asObject(session.statusDetails, "checkout session with a status")
  return {
    checkoutSessionId: requiredText(session, "checkoutSessionId", "checkout session").toLowerCase(),
    state: requiredText(status, "state", "checkout session"),
    reasonCode: textOrNull(status.reasonCode),
    chargePermissionId: textOrNull(session.chargePermissionId),
    chargePermissionType: textOrNull(session.chargePermissionType),
    chargeId: textOrNull(session.chargeId),
    storeId: textOrNull(session.storeId),
    checkoutResultReturnUrl: textOrNull(objectOrNull(session.webCheckoutDetails)?.checkoutResultReturnUrl),
    releaseEnvironment: textOrNull(session.releaseEnvironment),
    chargeAmount: moneyOrNull(objectOrNull(session.paymentDetails)?.chargeAmount),
    merchantReferenceId: textOrNull(objectOrNull(session.merchantMetadata)?.merchantReferenceId),
    lastUpdatedAt: dateOrNull(status.lastUpdatedTimestamp),
  }
}
