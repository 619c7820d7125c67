import { flag, object, oneOf, optional, text } from "../../schema"
import { CHANNELS, CHARGE_INITIATORS, type ChargeRequest } from "../../state/charges"
import type { Environment } from "../../state/merchants"
import { money } from "../../state/money"
import { ApiError } from "../errors"
import { merchantMetadata, shopUrl } from "./checkout-request"
import { softDescriptor } from "./payment-details"

function shape(environment: Environment) {
  return object({
    chargePermissionId: text(),
    chargeAmount: money,
    captureNow: optional(flag()),
    canHandlePendingAuthorization: optional(flag()),
    softDescriptor: optional(softDescriptor),
    chargeInitiator: optional(oneOf(CHARGE_INITIATORS)),
    channel: optional(oneOf(CHANNELS)),
    merchantMetadata: optional(merchantMetadata),
    webCheckoutDetails: optional(object({ checkoutResultReturnUrl: shopUrl(environment) })),
    providerMetadata: optional(object({ providerReferenceId: optional(text({ max: 256 })) })),
    platformId: optional(text()),
  })
}

/**
 * Reads the body of Create Charge.
 *
 * @throws ApiError, Violation
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/charge.html
 */
export function readChargeRequest(
  body: unknown,
  environment: Environment,
): { chargePermissionId: string; request: ChargeRequest } {
  const read = shape(environment)(body, "")
  const captureNow = read.captureNow ?? false
  if (read.softDescriptor !== undefined && !captureNow) {
    throw new ApiError("InvalidParameterCombination", "A softDescriptor may only be sent with captureNow")
  }
  const request = {
    chargeAmount: read.chargeAmount,
    captureNow,
    canHandlePendingAuthorization: read.canHandlePendingAuthorization ?? false,
    softDescriptor: read.softDescriptor ?? null,
    chargeInitiator: read.chargeInitiator ?? null,
    channel: read.channel ?? null,
    merchantMetadata: read.merchantMetadata ?? null,
    checkoutResultReturnUrl: read.webCheckoutDetails?.checkoutResultReturnUrl ?? null,
    providerReferenceId: read.providerMetadata?.providerReferenceId ?? null,
  }
  return { chargePermissionId: read.chargePermissionId, request }
}
