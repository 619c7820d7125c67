import { flag, invalid, list, missing, object, oneOf, optional, text, type Check } from "../../schema"
import { CHARGE_PERMISSION_TYPES } from "../../state/charge-permissions"
import { hasReview, type CheckoutRequest } from "../../state/checkout-sessions"
import type { Environment } from "../../state/merchants"
import { ApiError } from "../errors"
import { deliverySpecifications } from "./delivery-specifications"
import { assertPaymentDetails, paymentDetails } from "./payment-details"

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
      checkoutResultReturnUrl: optional(shopUrl(environment)),
      checkoutCancelUrl: optional(shopUrl(environment)),
      checkoutMode: optional(oneOf(["ProcessOrder"])),
    }),
    storeId: text({ pattern: /^amzn1\.application-oa2-client\.[A-Za-z0-9]+$/ }),
    scopes: optional(list(oneOf(SCOPES))),
    chargePermissionId: optional(text()),
    chargePermissionType: oneOf(CHARGE_PERMISSION_TYPES),
    paymentMethodOnFileMetadata: optional(object({ setupOnly: flag() })),
    paymentDetails: optional(paymentDetails),
    merchantMetadata: optional(merchantMetadata),
    deliverySpecifications: optional(deliverySpecifications(environment)),
  })
}

/**
 * Reads what a session is about: a saved wallet's set-up or update, or a purchase, with or without saving a wallet.
 *
 * @throws Violation for a field that is unknown, missing or not of the right form
 * @throws ApiError for a combination that makes no sense
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html step 2
 */
export function readCheckoutRequest(value: unknown, environment: Environment): CheckoutRequest {
  const read = shape(environment)(value, "")
  const request = {
    webCheckoutDetails: read.webCheckoutDetails,
    storeId: read.storeId,
    scopes: read.scopes ?? null,
    chargePermissionType: read.chargePermissionType,
    chargePermissionId: read.chargePermissionId ?? null,
    setupOnly: setupOnlyIn(read),
    paymentDetails: read.paymentDetails ?? {},
    merchantMetadata: read.merchantMetadata ?? null,
    deliverySpecifications: read.deliverySpecifications ?? null,
  }
  assertPaymentDetails(request)
  if (!hasReview(request) && read.webCheckoutDetails.checkoutResultReturnUrl === undefined) {
    throw missing("webCheckoutDetails.checkoutResultReturnUrl")
  }
  return request
}

type Read = ReturnType<ReturnType<typeof shape>>

/** What saves a wallet says so; what is for one purchase has nothing to do with wallets. */
function setupOnlyIn({ chargePermissionType, chargePermissionId, paymentMethodOnFileMetadata }: Read): boolean {
  if (chargePermissionType === "PaymentMethodOnFile") {
    if (paymentMethodOnFileMetadata) return paymentMethodOnFileMetadata.setupOnly
    throw missing("paymentMethodOnFileMetadata")
  }
  if (chargePermissionId === undefined && paymentMethodOnFileMetadata === undefined) return false
  throw new ApiError(
    "InvalidParameterCombination",
    "chargePermissionId and paymentMethodOnFileMetadata are for the type PaymentMethodOnFile",
  )
}
