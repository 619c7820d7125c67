import { randomBytes } from "node:crypto"
import type { Simulator } from "../../../src/simulator"
import type { RequestToSend } from "./sign"
import { buyerWithWallet, call, optionsFor, payloadOf, RETURN_URL, type ApiAnswer } from "./stage"

export const eur = (amount: string) => ({ amount, currencyCode: "EUR" })
export const gbp = (amount: string) => ({ amount, currencyCode: "GBP" })
export const jpy = (amount: string) => ({ amount, currencyCode: "JPY" })

export const newKey = () => randomBytes(16).toString("hex")
export const refusal = ({ status, body }: ApiAnswer) => [status, body.reasonCode]
export const stateOf = ({ body }: ApiAnswer) => {
  const { state, reasonCode } = body.statusDetails as unknown as { state: string; reasonCode: string | null }
  return reasonCode === null ? state : `${state}/${reasonCode}`
}
export const simulating = (code: string) => ({ headers: { "x-amz-pay-simulation-code": code } })

type More = Partial<RequestToSend>

function post(amazon: Simulator, path: string, body: object, { headers, ...more }: More = {}): Promise<ApiAnswer> {
  return call(amazon, {
    method: "POST",
    path,
    body: JSON.stringify(body),
    headers: { "x-amz-pay-idempotency-key": newKey(), ...headers },
    ...more,
  })
}

export const createCharge = (amazon: Simulator, body: object, more?: More) => post(amazon, "/v2/charges", body, more)

/** Charges a wallet what it is told, without capture. */
export const chargeWallet = (amazon: Simulator, chargePermissionId: string, body: object = {}, more?: More) =>
  createCharge(amazon, { chargePermissionId, chargeAmount: eur("20.00"), ...body }, more)

export const getCharge = (amazon: Simulator, id: string, more: More = {}) =>
  call(amazon, { method: "GET", path: `/v2/charges/${id}`, ...more })

export const captureCharge = (amazon: Simulator, id: string, captureAmount: object, more?: More) =>
  post(amazon, `/v2/charges/${id}/capture`, { captureAmount }, more)

export const cancelCharge = (amazon: Simulator, id: string, more: More = {}) =>
  call(amazon, {
    method: "DELETE",
    path: `/v2/charges/${id}/cancel`,
    body: JSON.stringify({ cancellationReason: "Out of stock" }),
    ...more,
  })

export const createRefund = (amazon: Simulator, chargeId: string, refundAmount: object, more?: More) =>
  post(amazon, "/v2/refunds", { chargeId, refundAmount }, more)

export const getRefund = (amazon: Simulator, id: string, more: More = {}) =>
  call(amazon, { method: "GET", path: `/v2/refunds/${id}`, ...more })

/** Completes a purchase with the amount the session is about. */
export const completePurchase = (amazon: Simulator, id: string, chargeAmount: object = eur("20.00"), more: More = {}) =>
  call(amazon, {
    method: "POST",
    path: `/v2/checkoutSessions/${id}/complete`,
    body: JSON.stringify({ chargeAmount }),
    ...more,
  })

/** The payload of a purchase on the hosted page, with or without saving a wallet. */
export function purchaseOf(
  type: "PaymentMethodOnFile" | "OneTime",
  details: object = {},
  change: object = {},
): Record<string, unknown> {
  return payloadOf(undefined, {
    webCheckoutDetails: { checkoutMode: "ProcessOrder", checkoutResultReturnUrl: RETURN_URL },
    chargePermissionType: type,
    paymentMethodOnFileMetadata: type === "OneTime" ? undefined : { setupOnly: false },
    paymentDetails: { paymentIntent: "Authorize", chargeAmount: eur("20.00"), ...details },
    ...change,
  })
}

/** A session whose buyer has agreed to pay. */
export async function agreed(amazon: Simulator, payload: object, card = "1111"): Promise<string> {
  const { buyerId } = await amazon.control.createBuyer()
  const choice = { buyerId, card: { lastDigits: card }, end: "confirm" } as const
  return (await amazon.control.actAsBuyer(optionsFor(payload), choice)).checkoutSessionId
}

/** A purchase that is done. */
export async function purchase(
  amazon: Simulator,
  type: "PaymentMethodOnFile" | "OneTime",
  details: object = {},
): Promise<{ chargePermissionId: string; chargeId: string }> {
  const { body } = await completePurchase(amazon, await agreed(amazon, purchaseOf(type, details)))
  return { chargePermissionId: body.chargePermissionId ?? "", chargeId: body.chargeId ?? "" }
}

/** A saved wallet with a charge of 20 EUR. */
export async function charged(amazon: Simulator, body: object = {}): Promise<{ id: string; chargeId: string }> {
  const { id } = await buyerWithWallet(amazon)
  const charge = await chargeWallet(amazon, id, body)
  return { id, chargeId: charge.body.chargeId ?? "" }
}

/** Notifications that were sent, in the order they were published. */
export async function published(amazon: Simulator): Promise<string[]> {
  const deliveries = await amazon.control.deliveries()
  return deliveries.map(({ subject }) => `${subject?.objectType} ${subject?.objectId}`)
}
