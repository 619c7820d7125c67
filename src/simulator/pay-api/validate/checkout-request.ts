import { flag, invalid, list, object, oneOf, optional, text, type Check } from "../../schema"
import type { CheckoutRequest } from "../../state/checkout-sessions"
import type { Environment } from "../../state/merchants"
import { ApiError } from "../errors"
import { deliverySpecifications } from "./delivery-specifications"

const MAX_URL_LENGTH = 512

const SCOPES = [
  "name",
  "email",
  "phoneNumber",
  "billingAddress",
  "postalCode",
  "shippingAddress",
  "primeStatus",
] as const

const anything: Check<unknown> = (value) => value

/** Lengths in characters. */
export const merchantMetadata = object({
  merchantReferenceId: optional(text({ max: 256, min: 0 })),
  merchantStoreName: optional(text({ max: 50, min: 0 })),
  noteToBuyer: optional(text({ max: 255, min: 0 })),
  customInformation: optional(text({ max: 4096, min: 0 })),
})

/** A URL of the shop: https, or http in Sandbox. */
export function shopUrl(environment: Environment): Check<string> {
  return (value, path) => {
    const url = text({ max: MAX_URL_LENGTH })(value, path)
    if (!URL.canParse(url)) throw invalid(path, "is not a URL")
    const { protocol, username, password } = new URL(url)
    if (username || password) throw invalid(path, "must not contain a user name")
    if (protocol === "https:" || (protocol === "http:" && environment === "sandbox")) return url
    throw invalid(path, environment === "sandbox" ? "has to be http or https" : "has to use https")
  }
}

/** The body of Create Checkout Session and the signed payload of the hosted page, which are the same thing. */
function shape(environment: Environment) {
  return object({
    webCheckoutDetails: object({
      checkoutReviewReturnUrl: optional(shopUrl(environment)),
      checkoutResultReturnUrl: shopUrl(environment),
      checkoutCancelUrl: optional(shopUrl(environment)),
    }),
    storeId: text({ pattern: /^amzn1\.application-oa2-client\.[A-Za-z0-9]+$/ }),
    scopes: optional(list(oneOf(SCOPES))),
    chargePermissionId: optional(text()),
    chargePermissionType: oneOf(["PaymentMethodOnFile", "OneTime", "Recurring"]),
    paymentMethodOnFileMetadata: object({ setupOnly: flag() }),
    paymentDetails: object({
      paymentIntent: oneOf(["Confirm", "Authorize", "AuthorizeWithCapture"]),
      canHandlePendingAuthorization: optional(flag()),
      chargeAmount: optional(anything),
    }),
    merchantMetadata: optional(merchantMetadata),
    deliverySpecifications: optional(deliverySpecifications(environment)),
  })
}

/**
 * Reads what a saved wallet's session is about, and refuses everything that is no set-up or update of a saved wallet.
 *
 * @throws Violation for a field that is unknown, missing or not of the right form
 * @throws ApiError for a combination that makes no sense
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html step 2
 */
export function readCheckoutRequest(value: unknown, environment: Environment): CheckoutRequest {
  const read = shape(environment)(value, "")
  if (read.chargePermissionType !== "PaymentMethodOnFile") {
    throw invalid("chargePermissionType", "has to be PaymentMethodOnFile for a saved wallet")
  }
  const { paymentDetails } = read
  if (paymentDetails.paymentIntent !== "Confirm") {
    throw new ApiError("InvalidParameterCombination", "paymentIntent has to be Confirm where no money moves")
  }
  if (paymentDetails.chargeAmount !== undefined) {
    throw new ApiError("InvalidParameterCombination", "chargeAmount must not be sent where no money moves")
  }
  return {
    webCheckoutDetails: read.webCheckoutDetails,
    storeId: read.storeId,
    scopes: read.scopes ?? null,
    chargePermissionId: read.chargePermissionId ?? null,
    setupOnly: read.paymentMethodOnFileMetadata.setupOnly,
    paymentDetails,
    merchantMetadata: read.merchantMetadata ?? null,
    deliverySpecifications: read.deliverySpecifications ?? null,
  }
}
