import { ApiError } from "../pay-api/errors"
import { readCheckoutRequest } from "../pay-api/validate/checkout-request"
import { assertMayOpen } from "../pay-api/validate/checkout-rules"
import { isAlgorithm, isSignedBy } from "../pss"
import { REGION_FACTS } from "../regions"
import { check, invalid, missing, oneOf } from "../schema"
import { keyEnvironment, type Environment, type Merchant } from "../state/merchants"
import type { World } from "../world"
import type { Visit } from "./visits"

/** What checkout.js posts. */
export type InitiateFields = Readonly<Record<string, string | undefined>>

/**
 * Opens a checkout session for a signed payload, or refuses it.
 *
 * @throws ApiError, Violation
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html steps 2 to 4
 */
export function initiateCheckout(world: World, fields: InitiateFields): Visit {
  const merchant = merchantOf(world, required(fields, "merchantId"))
  const environment = environmentOf(fields)
  const payload = verifiedPayload(merchant, fields)
  const ledgerCurrency = ledgerCurrencyOf(merchant, fields)
  const opening = {
    merchant,
    environment,
    productType: check(oneOf(["PayAndShip", "PayOnly"]), fields.productType, "productType"),
    request: readCheckoutRequest(payload, environment),
  }
  assertMayOpen(world, opening)
  const { merchantId, region } = merchant
  const session = world.sessions.open({ ...opening, merchantId, region, ledgerCurrency })
  return world.visits.open(session.checkoutSessionId)
}

function merchantOf(world: World, merchantId: string): Merchant {
  const merchant = world.merchants.get(merchantId)
  if (merchant) return merchant
  throw new ApiError("InvalidAccountStatus", `The merchant ${merchantId} is not known`)
}

function environmentOf(fields: InitiateFields): Environment {
  const environment = required(fields, "environment") === "SANDBOX" ? "sandbox" : "live"
  const publicKeyId = required(fields, "publicKeyId")
  const ofKey = keyEnvironment(publicKeyId)
  if (ofKey === null || ofKey === environment) return environment
  throw new ApiError(
    "InvalidAuthentication",
    `The key ${publicKeyId} is for ${ofKey}, the button for ${environment}; check the sandbox option of initCheckout`,
  )
}

/** The payload, which exists only once its signature is verified over the very bytes that arrived. */
function verifiedPayload(merchant: Merchant, fields: InitiateFields): unknown {
  const payloadJSON = required(fields, "payloadJSON")
  const publicKeyId = required(fields, "publicKeyId")
  const algorithm = required(fields, "algorithm")
  const key = merchant.keys.get(publicKeyId)
  if (!key) throw new ApiError("InvalidAuthentication", `The key ${publicKeyId} does not belong to the merchant`)
  if (!isAlgorithm(algorithm)) throw invalid("algorithm", "is not known")
  if (!isSignedBy(key, { algorithm, content: payloadJSON, signature: required(fields, "signature") })) {
    throw new ApiError(
      "InvalidRequestSignature",
      `Unable to verify the signature of the payload with the key ${publicKeyId} and the algorithm ${algorithm}`,
    )
  }
  return parse(payloadJSON)
}

function parse(payloadJSON: string): unknown {
  try {
    return JSON.parse(payloadJSON)
  } catch {
    throw new ApiError("InvalidRequestFormat", "payloadJSON is not JSON")
  }
}

function ledgerCurrencyOf({ region }: Merchant, fields: InitiateFields): string {
  const { ledgerCurrencies, checkoutLanguages } = REGION_FACTS[region]
  check(oneOf(checkoutLanguages), fields.checkoutLanguage, "checkoutLanguage")
  return check(oneOf(ledgerCurrencies), fields.ledgerCurrency, "ledgerCurrency")
}

function required(fields: InitiateFields, name: string): string {
  const value = fields[name]
  if (value) return value
  throw missing(name)
}
