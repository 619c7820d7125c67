import { PaymentSessionStatus } from "@medusajs/framework/utils"
import { AmazonPayError, type ChargeState } from "../../../protocol"
import { refusal } from "../errors"

const STATUSES: Readonly<Record<ChargeState, PaymentSessionStatus>> = {
  AuthorizationInitiated: PaymentSessionStatus.PENDING_AUTHORIZATION,
  Authorized: PaymentSessionStatus.AUTHORIZED,
  CaptureInitiated: PaymentSessionStatus.AUTHORIZED,
  Captured: PaymentSessionStatus.CAPTURED,
  Canceled: PaymentSessionStatus.CANCELED,
  Declined: PaymentSessionStatus.ERROR,
}

/** Medusa's word for a charge's state. A capture that is under way counts when it is done. */
export function sessionStatus(state: ChargeState): PaymentSessionStatus {
  return STATUSES[state]
}

/**
 * The result of asking Amazon, with what went wrong told in codes of ours: a merchant or buyer has to know whether
 * something may have been done.
 *
 * @throws MedusaError `payment_outcome_unknown` where money was asked for, `amazon_not_available`, `amazon_refused`
 */
export async function asking<T>(about: "reading" | "money", work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw inMedusasWords(error, about)
  }
}

/** The same for an error that is at hand. */
export function inMedusasWords(error: unknown, about: "reading" | "money"): unknown {
  if (!(error instanceof AmazonPayError)) return error
  if (error.code === "request_refused" || error.code === "invalid_input") {
    return refusal("amazon_refused", error.reasonCode && `(${error.reasonCode})`)
  }
  return refusal(about === "money" ? "payment_outcome_unknown" : "amazon_not_available")
}
