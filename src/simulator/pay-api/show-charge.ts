import type { Charge } from "../state/charges"
import { amazonTimestamp } from "../state/clock"
import { moneyOf, sumOf, type Money } from "../state/money"
import type { World } from "../world"
import { showMerchantMetadata, type ShownMerchantMetadata } from "./show-charge-permission"

export type ShownCharge = Readonly<{
  chargeId: string
  chargePermissionId: string
  chargeAmount: Money
  captureAmount: Money | null
  refundedAmount: Money | null
  convertedAmount: null
  conversionRate: null
  softDescriptor: string | null
  captureNow: boolean
  canHandlePendingAuthorization: boolean
  merchantMetadata: ShownMerchantMetadata
  providerMetadata: { providerReferenceId: string | null }
  platformId: null
  webCheckoutDetails: null
  statusDetails: {
    state: Charge["state"]
    reasonCode: string | null
    reasonDescription: string | null
    lastUpdatedTimestamp: string
  }
  creationTimestamp: string
  expirationTimestamp: string
  releaseEnvironment: "Sandbox" | "Live"
}>

/**
 * A charge as Amazon writes it.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/charge.html
 */
export function showCharge(world: World, charge: Charge): ShownCharge {
  return {
    chargeId: charge.chargeId,
    chargePermissionId: charge.chargePermissionId,
    chargeAmount: charge.chargeAmount,
    captureAmount: charge.captureAmount,
    refundedAmount: charge.captureAmount ? refundedAmount(world, charge) : null,
    convertedAmount: null,
    conversionRate: null,
    softDescriptor: charge.softDescriptor,
    captureNow: charge.captureNow,
    canHandlePendingAuthorization: charge.canHandlePendingAuthorization,
    merchantMetadata: showMerchantMetadata(charge.merchantMetadata),
    providerMetadata: { providerReferenceId: charge.providerReferenceId },
    platformId: null,
    webCheckoutDetails: null,
    statusDetails: {
      state: charge.state,
      reasonCode: charge.reasonCode,
      reasonDescription: charge.reasonDescription,
      lastUpdatedTimestamp: amazonTimestamp(charge.lastUpdatedAt),
    },
    creationTimestamp: amazonTimestamp(charge.createdAt),
    expirationTimestamp: amazonTimestamp(charge.expiresAt),
    releaseEnvironment: charge.environment === "sandbox" ? "Sandbox" : "Live",
  }
}

/** By mode, a refund counts from its beginning or when its money is back. */
function refundedAmount(world: World, { chargeId, chargeAmount }: Charge): Money {
  const counted = world.modes.refundedAmountCounts === "initiated" ? ["Refunded", "RefundInitiated"] : ["Refunded"]
  const refunds = world.refunds.of(chargeId).filter(({ state }) => counted.includes(state))
  return moneyOf(sumOf(refunds.map(({ refundAmount }) => refundAmount)), chargeAmount.currencyCode)
}
