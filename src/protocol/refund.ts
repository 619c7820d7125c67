import { AmazonPayError } from "./errors"
import { requiredMoney, type Money } from "./money"
import { asObject, requiredText, textOrNull } from "./read-json"

export const REFUND_STATES = ["RefundInitiated", "Refunded", "Declined"] as const
export type RefundState = (typeof REFUND_STATES)[number]

/** Money on its way back to a buyer, of one captured charge. */
export type Refund = Readonly<{
  refundId: string
  chargeId: string
  refundAmount: Money
  state: RefundState
  reasonCode: string | null
}>

/**
 * Reads a refund.
 *
 * @throws AmazonPayError `invalid_response` when it has no id or amount, or a state nobody knows
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/refund.html
 */
export function parseRefund(json: unknown): Refund {
  const refund = asObject(json, "refund")
  const status = asObject(refund.statusDetails, "refund with a status")
  const state = requiredText(status, "state", "refund")
  const known = REFUND_STATES.find((each) => each === state)
  if (!known) throw new AmazonPayError("invalid_response", "Amazon's refund is in a state this version does not know")
  return {
    refundId: requiredText(refund, "refundId", "refund"),
    chargeId: requiredText(refund, "chargeId", "refund"),
    refundAmount: requiredMoney(refund, "refundAmount", "refund"),
    state: known,
    reasonCode: textOrNull(status.reasonCode),
  }
}
