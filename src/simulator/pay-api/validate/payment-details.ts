import { REGION_FACTS } from "../../regions"
import { flag, invalid, missing, object, oneOf, optional, text } from "../../schema"
import { hasReview, isPurchase, PAYMENT_INTENTS, type CheckoutRequest } from "../../state/checkout-sessions"
import type { Merchant } from "../../state/merchants"
import { minorUnits, money, monthlyLimit } from "../../state/money"
import { assertCurrency, assertTransactionAmount, said } from "../../payments/limits"
import { ApiError } from "../errors"

/** The text on the buyer's statement. */
export const softDescriptor = text({ max: 16 })

/** What Create and Update Checkout Session say about the payment. */
export const paymentDetails = object({
  paymentIntent: optional(oneOf(PAYMENT_INTENTS)),
  canHandlePendingAuthorization: optional(flag()),
  chargeAmount: optional(money),
  totalOrderAmount: optional(money),
  presentmentCurrency: optional(text({ pattern: /^[A-Z]{3}$/ })),
  softDescriptor: optional(softDescriptor),
  allowOvercharge: optional(flag()),
  extendExpiration: optional(flag()),
})

/**
 * The rules within a payment.
 *
 * @throws ApiError, Violation
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/checkout-session.html
 */
export function assertPaymentDetails(request: CheckoutRequest): void {
  if (isPurchase(request)) assertPurchase(request)
  else assertMovesNoMoney(request)
}

function assertMovesNoMoney({ paymentDetails: details }: CheckoutRequest): void {
  if (details.paymentIntent === undefined) throw missing("paymentDetails.paymentIntent")
  if (details.paymentIntent !== "Confirm") throw combination("The paymentIntent has to be Confirm where no money moves")
  const { chargeAmount, totalOrderAmount, softDescriptor: descriptor } = details
  if (chargeAmount ?? totalOrderAmount ?? descriptor) {
    throw combination("No amount and no softDescriptor may be sent where no money moves")
  }
}

function assertPurchase(request: CheckoutRequest): void {
  const { chargeAmount, totalOrderAmount, presentmentCurrency, paymentIntent } = request.paymentDetails
  if (hasReview(request)) assertHasReviewPage(request)
  else if (paymentIntent === undefined) throw missing("paymentDetails.paymentIntent")
  else if (!chargeAmount) throw missing("paymentDetails.chargeAmount")
  if (request.paymentDetails.softDescriptor !== undefined && paymentIntent !== "AuthorizeWithCapture") {
    throw combination("A softDescriptor may only be sent with AuthorizeWithCapture")
  }
  if (!chargeAmount) return
  if (presentmentCurrency !== undefined) assertCurrency(chargeAmount, presentmentCurrency)
  if (totalOrderAmount) assertCurrency(totalOrderAmount, chargeAmount.currencyCode)
  if (totalOrderAmount && minorUnits(totalOrderAmount) < minorUnits(chargeAmount)) {
    throw invalid("paymentDetails.totalOrderAmount", `is less than the chargeAmount of ${said(chargeAmount)}`)
  }
}

/** A purchase either ends on the hosted page, or comes back to the shop's review page. */
function assertHasReviewPage({ webCheckoutDetails, setupOnly }: CheckoutRequest): void {
  if (webCheckoutDetails.checkoutReviewReturnUrl !== undefined) return
  throw combination(
    `With setupOnly ${setupOnly} this is a purchase, which needs checkoutMode ProcessOrder or a checkoutReviewReturnUrl`,
  )
}

/**
 * The rules between a payment and the merchant's account.
 *
 * @throws ApiError
 */
export function assertPayable({ region }: Merchant, request: CheckoutRequest): void {
  const { chargeAmount, presentmentCurrency } = request.paymentDetails
  const currency = chargeAmount?.currencyCode ?? presentmentCurrency
  if (currency !== undefined && !REGION_FACTS[region].orderCurrencies.includes(currency)) {
    throw new ApiError("CurrencyMismatch", `A merchant of the region ${region} cannot charge in ${currency}`)
  }
  if (!chargeAmount) return
  assertTransactionAmount(chargeAmount)
  if (request.chargePermissionType === "OneTime") return
  const limit = monthlyLimit(region, chargeAmount.currencyCode)
  if (minorUnits(chargeAmount) <= minorUnits(limit)) return
  throw new ApiError("PeriodicAmountExceeded", `A saved wallet may be charged ${said(limit)} a month`)
}

function combination(why: string): ApiError {
  return new ApiError("InvalidParameterCombination", why)
}
