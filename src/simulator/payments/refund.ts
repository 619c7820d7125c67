import { ApiError } from "../pay-api/errors"
import type { Charge } from "../state/charges"
import { minorUnits, minorUnitsIn, moneyOf, sumOf, type Money } from "../state/money"
import { notifyOfRefund } from "../state/notify"
import type { Refund, RefundDeclineReason } from "../state/refunds"
import type { World } from "../world"
import { assertState } from "./change-charge"
import { soon } from "./due"
import { assertCurrency, said } from "./limits"

/** What may be given back beyond the captured amount: this share of it, but no more than this much. */
const EXTRA_PERCENT = 15
const MOST_EXTRA = "75"
const EXTRA_CURRENCIES = ["USD", "GBP", "EUR"]

/**
 * Begins a refund of a captured charge; there may be several.
 *
 * @throws ApiError `InvalidChargeStatus`, `CurrencyMismatch`, `TransactionAmountExceeded`
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/refund.html
 */
export function beginRefund(
  world: World,
  charge: Charge,
  refundAmount: Money,
  softDescriptor: string | null = null,
): Refund {
  assertState(charge, ["Captured"])
  assertCurrency(refundAmount, charge.chargeAmount.currencyCode)
  const left = refundable(world, charge)
  if (minorUnits(refundAmount) > minorUnits(left)) {
    throw new ApiError("TransactionAmountExceeded", `Only ${said(left)} of ${charge.chargeId} can be refunded`)
  }
  const refund = world.refunds.open(charge, { refundAmount, softDescriptor, endsAt: soon(world) })
  notifyOfRefund(world, refund)
  return refund
}

/** What can still be given back. The limit for other currencies is not documented, so there it is what was captured. */
export function refundable(world: World, { chargeId, chargeAmount, captureAmount }: Charge): Money {
  const { currencyCode } = chargeAmount
  const captured = captureAmount ? minorUnits(captureAmount) : 0
  const refunds = world.refunds.of(chargeId).filter(({ state }) => state !== "Declined")
  const refunded = sumOf(refunds.map(({ refundAmount }) => refundAmount))
  return moneyOf(captured + extra(captured, currencyCode) - refunded, currencyCode)
}

function extra(captured: number, currencyCode: string): number {
  if (!EXTRA_CURRENCIES.includes(currencyCode)) return 0
  const share = Math.floor((captured * EXTRA_PERCENT) / 100)
  return Math.min(share, minorUnitsIn(MOST_EXTRA, currencyCode, "extra"))
}

/**
 * Ends a refund.
 *
 * @param reasonCode why it is declined; `null` when the money is back
 * @throws ApiError for a refund that has ended
 */
export function endRefund(world: World, refund: Refund, reasonCode: RefundDeclineReason | null): Refund {
  if (refund.state !== "RefundInitiated") {
    throw new ApiError("InvalidRequest", `Refund ${refund.refundId} is ${refund.state} already`)
  }
  const state = reasonCode === null ? "Refunded" : "Declined"
  const ended = world.refunds.change(refund.refundId, { state, reasonCode, endsAt: null })
  notifyOfRefund(world, ended)
  return ended
}
