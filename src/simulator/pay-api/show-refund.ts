import { amazonTimestamp } from "../state/clock"
import type { Money } from "../state/money"
import type { Refund } from "../state/refunds"

export type ShownRefund = Readonly<{
  refundId: string
  chargeId: string
  refundAmount: Money
  softDescriptor: string | null
  creationTimestamp: string
  statusDetails: {
    state: Refund["state"]
    reasonCode: string | null
    reasonDescription: null
    lastUpdatedTimestamp: string
  }
  releaseEnvironment: "Sandbox" | "Live"
}>

/**
 * A refund as Amazon writes it.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/refund.html
 */
export function showRefund(refund: Refund): ShownRefund {
  return {
    refundId: refund.refundId,
    chargeId: refund.chargeId,
    refundAmount: refund.refundAmount,
    softDescriptor: refund.softDescriptor,
    creationTimestamp: amazonTimestamp(refund.createdAt),
    statusDetails: {
      state: refund.state,
      reasonCode: refund.reasonCode,
      reasonDescription: null,
      lastUpdatedTimestamp: amazonTimestamp(refund.lastUpdatedAt),
    },
    releaseEnvironment: refund.environment === "sandbox" ? "Sandbox" : "Live",
  }
}
