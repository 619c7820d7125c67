import { AmazonPayError } from "./errors"
import { moneyOrNull, requiredMoney, type Money } from "./money"
import { asObject, dateOrNull, objectOrNull, requiredText, textOrNull } from "./read-json"

/** Where a charge stands at Amazon. */
export const CHARGE_STATES = [
  "AuthorizationInitiated",
  "Authorized",
  "CaptureInitiated",
  "Captured",
  "Canceled",
  "Declined",
] as const
export type ChargeState = (typeof CHARGE_STATES)[number]

/** One payment on a charge permission. */
export type Charge = Readonly<{
  chargeId: string
  chargePermissionId: string
  state: ChargeState
  reasonCode: string | null
  chargeAmount: Money
  captureAmount: Money | null
  refundedAmount: Money | null
  /** What the merchant named it by; here a payment session's id. */
  merchantReferenceId: string | null
  releaseEnvironment: string | null
  expiresAt: Date | null
  /** Where the buyer has to confirm the charge, if their bank demands it. */
  redirectUrl: string | null
}>

/**
 * Reads a charge.
 *
 * @throws AmazonPayError `invalid_response` when it has no id or amount, or a state nobody knows: guessing is paid for
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/charge.html
 */
export function parseCharge(json: unknown): Charge {
  const charge = asObject(json, "charge")
  const status = asObject(charge.statusDetails, "charge with a status")
  return {
    chargeId: requiredText(charge, "chargeId", "charge"),
    chargePermissionId: requiredText(charge, "chargePermissionId", "charge"),
    state: chargeState(requiredText(status, "state", "charge")),
    reasonCode: textOrNull(status.reasonCode),
    chargeAmount: requiredMoney(charge, "chargeAmount", "charge"),
    captureAmount: moneyOrNull(charge.captureAmount),
    refundedAmount: moneyOrNull(charge.refundedAmount),
    merchantReferenceId: textOrNull(objectOrNull(charge.merchantMetadata)?.merchantReferenceId),
    releaseEnvironment: textOrNull(charge.releaseEnvironment),
    expiresAt: dateOrNull(charge.expirationTimestamp),
    redirectUrl: textOrNull(objectOrNull(charge.webCheckoutDetails)?.amazonPayRedirectUrl),
  }
}

function chargeState(state: string): ChargeState {
  const known = CHARGE_STATES.find((each) => each === state)
  if (known) return known
  throw new AmazonPayError("invalid_response", "Amazon's charge is in a state this version does not know")
}

/** What is asked of Create Charge. */
export type ChargeRequest = Readonly<{
  chargePermissionId: string
  chargeAmount: Money
  captureNow: boolean
  canHandlePendingAuthorization: boolean
  /** The customer is here (`CITU`), or the merchant charges alone (`MITU`). */
  chargeInitiator: "CITU" | "MITU"
  channel: "Web" | "Offline"
  merchantMetadata: Readonly<{ merchantReferenceId: string }>
}>

/**
 * The body of Create Charge for a saved wallet. A charge that is captured at once is never pending: Amazon takes either
 * wish, not both.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/charge.html
 */
export function chargeRequest(input: {
  chargePermissionId: string
  chargeAmount: Money
  captureNow: boolean
  canHandlePendingAuthorization: boolean
  initiator: "customer" | "merchant"
  merchantReferenceId: string
}): ChargeRequest {
  const byCustomer = input.initiator === "customer"
  return {
    chargePermissionId: input.chargePermissionId,
    chargeAmount: input.chargeAmount,
    captureNow: input.captureNow,
    canHandlePendingAuthorization: input.canHandlePendingAuthorization && !input.captureNow,
    chargeInitiator: byCustomer ? "CITU" : "MITU",
    channel: byCustomer ? "Web" : "Offline",
    merchantMetadata: { merchantReferenceId: input.merchantReferenceId },
  }
}
