import type { DeliverySpecifications } from "./delivery"
import { AmazonPayError } from "./errors"

/** Amazon's `productType`: whether the hosted page also deals with a shipping address. */
export type AmazonProductType = "PayOnly" | "PayAndShip"

type CommonPayload = {
  /** Where the buyer comes back to; at most 512 characters. */
  returnUrl: string
  /** Where the buyer comes back to after canceling; at most 512 characters. */
  cancelUrl: string
  storeId: string
  scopes?: readonly string[]
  /** Sent only with `PayAndShip`: without an address there is nothing to restrict. */
  deliverySpecifications?: DeliverySpecifications
  merchantMetadata?: Readonly<Record<string, string | undefined>>
  productType: AmazonProductType
}

export type UpdatePayload = CommonPayload & { chargePermissionId: string; setupOnly: boolean }
export type SetUpPayload = CommonPayload

const MAX_URL_LENGTH = 512

/**
 * The payload of Amazon's hosted update page, as the exact string to sign and to hand to `initCheckout`.
 *
 * @throws AmazonPayError `invalid_input` when a URL is longer than Amazon accepts
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html step 2
 */
export function buildUpdatePayload(input: UpdatePayload): string {
  return buildPayload(input, input.chargePermissionId, input.setupOnly)
}

/**
 * The payload for saving a new wallet without a purchase.
 *
 * @throws AmazonPayError `invalid_input` when a URL is longer than Amazon accepts
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile-setup/add-the-amazon-pay-button.html
 */
export function buildSetUpPayload(input: SetUpPayload): string {
  return buildPayload(input, undefined, true)
}

function buildPayload(input: CommonPayload, chargePermissionId: string | undefined, setupOnly: boolean): string {
  const ships = input.productType === "PayAndShip"
  return JSON.stringify({
    webCheckoutDetails: {
      checkoutResultReturnUrl: checkedUrl(input.returnUrl),
      checkoutCancelUrl: checkedUrl(input.cancelUrl),
    },
    storeId: input.storeId,
    scopes: input.scopes,
    chargePermissionId,
    chargePermissionType: "PaymentMethodOnFile",
    paymentMethodOnFileMetadata: { setupOnly },
    paymentDetails: { paymentIntent: "Confirm", canHandlePendingAuthorization: false },
    merchantMetadata: input.merchantMetadata,
    deliverySpecifications: ships ? input.deliverySpecifications : undefined,
  })
}

/** @throws AmazonPayError `invalid_input` when Amazon would not take the URL */
export function checkedUrl(url: string): string {
  if (url.length <= MAX_URL_LENGTH) return url
  throw new AmazonPayError(
    "invalid_input",
    `Amazon accepts URLs of at most ${MAX_URL_LENGTH} characters; shorten backendUrl or storefrontUrl`,
  )
}

/**
 * Amazon's rule for the update page: `PayOnly` only when the wallet was saved without an address and only the payment
 * method changes. A wallet that has an address is never opened as `PayOnly`.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html step 2
 */
export function productTypeForUpdate(input: {
  productType: "pay_only" | "pay_and_ship"
  hasShippingAddress: boolean
  updateType: "payment_method" | "shipping_address"
}): AmazonProductType {
  const ships =
    input.updateType === "shipping_address" || input.hasShippingAddress || input.productType === "pay_and_ship"
  return ships ? "PayAndShip" : "PayOnly"
}
