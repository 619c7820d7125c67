import type { ChargeRequest } from "../state/charges"
import { isPurchase, type CheckoutSession } from "../state/checkout-sessions"

/** The charge that a purchase begins with; `null` when it only asks for the permission, and for what is no purchase. */
export function firstChargeOf({ request }: CheckoutSession): ChargeRequest | null {
  const { paymentIntent, chargeAmount, canHandlePendingAuthorization, softDescriptor } = request.paymentDetails
  if (!isPurchase(request) || !chargeAmount || paymentIntent === "Confirm") return null
  return {
    chargeAmount,
    captureNow: paymentIntent === "AuthorizeWithCapture",
    canHandlePendingAuthorization: canHandlePendingAuthorization ?? false,
    softDescriptor: softDescriptor ?? null,
    chargeInitiator: null,
    channel: null,
    merchantMetadata: request.merchantMetadata,
    checkoutResultReturnUrl: null,
    providerReferenceId: null,
  }
}
