import { startSimulator, type MerchantSetup, type Simulator, type SimulatorOptions } from "../../../src/simulator"
import { newMerchantKey } from "./keys"
import { signedHeadersOf, signText, V2, type RequestToSend } from "./sign"

export const KEY_ID = "SANDBOX-AHTESTKEY"
export const STORE_ID = "amzn1.application-oa2-client.8b5e45312b5248b69eeaStoreId"
export const RETURN_URL = "https://shop.example/amazon-pay/return/token"

export const merchantKey = newMerchantKey()
export const foreignKey = newMerchantKey()

export const merchant: MerchantSetup = {
  merchantId: "A1MERCHANT",
  storeIds: [STORE_ID],
  publicKeys: { [KEY_ID]: merchantKey.publicKeyPem, "LIVE-AHTESTKEY": merchantKey.publicKeyPem },
  region: "eu",
}

export const foreignMerchant: MerchantSetup = {
  merchantId: "A2FOREIGN",
  storeIds: ["amzn1.application-oa2-client.foreign"],
  publicKeys: { "SANDBOX-FOREIGN": foreignKey.publicKeyPem },
  region: "eu",
}

/** A simulator with two merchants, reset between tests by whoever uses it. */
export function startStage(options: SimulatorOptions = {}): Promise<Simulator> {
  return startSimulator({ merchants: [merchant, foreignMerchant], snsRetryDelaysMs: [5, 5, 5], ...options })
}

export type ApiAnswer = {
  status: number
  headers: Headers
  text: string
  // Amazon's JSON as it comes, looked into by assertions.
  body: Record<string, never> & { reasonCode?: string; message?: string }
}

type Send = Partial<RequestToSend> & { method: string; path: string; body?: string }

/** Sends one signed API request. */
export async function call(amazon: Simulator, request: Send): Promise<ApiAnswer> {
  const headers = signedHeadersOf({ publicKeyId: KEY_ID, key: merchantKey.privateKey, ...request })
  return send(amazon, request, headers)
}

export async function send(
  amazon: Simulator,
  { method, path, body }: { method: string; path: string; body?: string },
  headers: Record<string, string>,
): Promise<ApiAnswer> {
  const response = await fetch(amazon.url + path, { method, headers, body: body || undefined, redirect: "manual" })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: parsed(text) }
}

function parsed(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const getSession = (amazon: Simulator, id: string, more: Partial<RequestToSend> = {}) =>
  call(amazon, { method: "GET", path: `/v2/checkoutSessions/${id}`, ...more })

export const completeSession = (amazon: Simulator, id: string, more: Partial<RequestToSend> = {}) =>
  call(amazon, { method: "POST", path: `/v2/checkoutSessions/${id}/complete`, body: "{}", ...more })

export const getPermission = (amazon: Simulator, id: string, more: Partial<RequestToSend> = {}) =>
  call(amazon, { method: "GET", path: `/v2/chargePermissions/${id}`, ...more })

export const closePermission = (amazon: Simulator, id: string, more: Partial<RequestToSend> = {}) =>
  call(amazon, {
    method: "DELETE",
    path: `/v2/chargePermissions/${id}/close`,
    body: JSON.stringify({ closureReason: "The customer asked" }),
    ...more,
  })

/** The payload of the update page, or of a set-up without a charge permission. */
export function payloadOf(chargePermissionId?: string, change: object = {}): Record<string, unknown> {
  return {
    webCheckoutDetails: { checkoutResultReturnUrl: RETURN_URL },
    storeId: STORE_ID,
    ...(chargePermissionId !== undefined && { chargePermissionId }),
    chargePermissionType: "PaymentMethodOnFile",
    paymentMethodOnFileMetadata: { setupOnly: true },
    paymentDetails: { paymentIntent: "Confirm", canHandlePendingAuthorization: false },
    ...change,
  }
}

/** The argument of initCheckout for a payload. */
export function optionsFor(payload: object | string, change: Record<string, unknown> = {}, algorithm = V2) {
  const payloadJSON = typeof payload === "string" ? payload : JSON.stringify(payload)
  return {
    merchantId: merchant.merchantId,
    ledgerCurrency: "EUR",
    sandbox: true,
    checkoutLanguage: "en_GB",
    productType: "PayAndShip",
    placement: "Other",
    createCheckoutSessionConfig: {
      payloadJSON,
      signature: signText(merchantKey.privateKey, payloadJSON, algorithm),
      publicKeyId: KEY_ID,
      algorithm,
    },
    ...change,
  }
}

/** A buyer with a saved wallet that has a card and an address. */
export async function buyerWithWallet(amazon: Simulator, productType: "PayOnly" | "PayAndShip" = "PayAndShip") {
  const buyer = await amazon.control.createBuyer()
  const wallet = await amazon.control.createWallet({
    merchantId: merchant.merchantId,
    buyerId: buyer.buyerId,
    productType,
  })
  return { buyer, wallet, id: wallet.chargePermissionId }
}

/** The session of an update that the buyer has confirmed. */
export async function confirmedUpdate(amazon: Simulator, chargePermissionId: string, buyerId: string, card = "4444") {
  const options = optionsFor(payloadOf(chargePermissionId))
  return amazon.control.actAsBuyer(options, { buyerId, card, end: "confirm" })
}
