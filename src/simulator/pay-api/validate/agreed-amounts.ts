import { assertCurrency, said } from "../../payments/limits"
import { missing, object, optional } from "../../schema"
import { isPurchase, type CheckoutSession } from "../../state/checkout-sessions"
import { isSameMoney, money, type Money } from "../../state/money"
import { ApiError } from "../errors"

const completeBody = object({ chargeAmount: optional(money), totalOrderAmount: optional(money) })

/**
 * Reads the body of Complete Checkout Session: the shop says once more what the buyer agreed to pay.
 *
 * @throws Violation, and ApiError `AmountMismatch` or `CurrencyMismatch`
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/checkout-session.html
 */
export function assertAgreedAmounts({ request }: CheckoutSession, body: unknown): void {
  const { chargeAmount, totalOrderAmount } = completeBody(body, "")
  if (!isPurchase(request)) {
    if (!chargeAmount && !totalOrderAmount) return
    throw new ApiError("AmountMismatch", "The checkout session moves no money; send no amount")
  }
  if (!chargeAmount) throw missing("chargeAmount")
  const { chargeAmount: agreed, totalOrderAmount: total } = request.paymentDetails
  assertAgreed("chargeAmount", chargeAmount, agreed)
  if (totalOrderAmount) assertAgreed("totalOrderAmount", totalOrderAmount, total ?? agreed)
}

function assertAgreed(name: string, given: Money, agreed: Money | undefined): void {
  if (!agreed) return
  assertCurrency(given, agreed.currencyCode)
  if (isSameMoney(given, agreed)) return
  throw new ApiError("AmountMismatch", `The ${name} is ${said(given)}, the checkout session is about ${said(agreed)}`)
}
