import { storedDeliverySpecifications, type DeliverySpecifications } from "../pay-api/validate/delivery-specifications"
import { SIMULATOR_REGIONS, type SimulatorRegion } from "../regions"
import { flag, list, nullable, object, oneOf, optional, stored, text, time, type Check, type Stored } from "../schema"
import { CHARGE_PERMISSION_TYPES, PRODUCT_TYPES, storedMerchantMetadata } from "./charge-permissions"
import type { ChargePermissionType, MerchantMetadata, ProductType } from "./charge-permissions"
import type { Clock } from "./clock"
import { newCheckoutSessionId } from "./ids"
import { ENVIRONMENTS, type Environment } from "./merchants"
import { storedMoney, type Money } from "./money"

/** Sessions that nobody completes are canceled after this long. */
const OPEN_HOURS = 24
const DELETED_AFTER_DAYS = 30

export const CANCEL_REASONS = ["BuyerCanceled", "Declined", "Expired", "AmazonCanceled"] as const
export type CancelReason = (typeof CANCEL_REASONS)[number]

export type WebCheckoutDetails = Readonly<{
  checkoutReviewReturnUrl?: string
  checkoutResultReturnUrl?: string
  checkoutCancelUrl?: string
  /** `ProcessOrder`: the hosted page is the last one of a purchase, nothing comes after it in the shop. */
  checkoutMode?: "ProcessOrder"
}>

export const PAYMENT_INTENTS = ["Confirm", "Authorize", "AuthorizeWithCapture"] as const
export type PaymentIntent = (typeof PAYMENT_INTENTS)[number]

export type PaymentDetails = Readonly<{
  paymentIntent?: PaymentIntent
  canHandlePendingAuthorization?: boolean
  chargeAmount?: Money
  totalOrderAmount?: Money
  presentmentCurrency?: string
  softDescriptor?: string
  allowOvercharge?: boolean
  extendExpiration?: boolean
}>

/** What a session is about, from the signed payload or from Create Checkout Session. */
export type CheckoutRequest = Readonly<{
  webCheckoutDetails: WebCheckoutDetails
  storeId: string
  scopes: readonly string[] | null
  chargePermissionType: ChargePermissionType
  /** Set in the update flow: the wallet to update. */
  chargePermissionId: string | null
  setupOnly: boolean
  paymentDetails: PaymentDetails
  merchantMetadata: MerchantMetadata | null
  deliverySpecifications: DeliverySpecifications | null
}>

/** Whether a session moves money, or opens a charge permission that is meant to. */
export function isPurchase({ chargePermissionId, setupOnly }: CheckoutRequest): boolean {
  return chargePermissionId === null && !setupOnly
}

/** Whether the buyer goes back to the shop to look her order over before she pays. */
export function hasReview(request: CheckoutRequest): boolean {
  return isPurchase(request) && request.webCheckoutDetails.checkoutMode !== "ProcessOrder"
}

/** Whether the buyer would be asked for the same money by both. */
export function isSameRequestedPayment(one: CheckoutRequest, other: CheckoutRequest): boolean {
  const asked = ({ setupOnly, paymentDetails: { paymentIntent, chargeAmount, totalOrderAmount } }: CheckoutRequest) =>
    JSON.stringify([setupOnly, paymentIntent, chargeAmount, totalOrderAmount])
  return asked(one) === asked(other)
}

/** What the buyer chose on the hosted page. */
export type BuyerChoice = Readonly<{ buyerId: string; cardId: string; addressId: string | null }>

/** One attempt at a hosted page. */
export type CheckoutSession = Readonly<{
  checkoutSessionId: string
  merchantId: string
  environment: Environment
  region: SimulatorRegion
  productType: ProductType
  /** The currency of the merchant's account where the request names none. */
  ledgerCurrency: string
  request: CheckoutRequest
  state: "Open" | "Completed" | "Canceled"
  reasonCode: CancelReason | null
  choice: BuyerChoice | null
  /** Whether the buyer has done all that is hers to do. */
  confirmed: boolean
  /** The charge permission this session updated or opened. */
  chargePermissionId: string | null
  chargeId: string | null
  createdAt: Date
  expiresAt: Date
  lastUpdatedAt: Date
}>

const storedRequest: Check<CheckoutRequest> = object({
  webCheckoutDetails: object({
    checkoutReviewReturnUrl: optional(text()),
    checkoutResultReturnUrl: optional(text()),
    checkoutCancelUrl: optional(text()),
    checkoutMode: optional(oneOf(["ProcessOrder"])),
  }),
  storeId: text(),
  scopes: nullable(list(text())),
  chargePermissionType: oneOf(CHARGE_PERMISSION_TYPES),
  chargePermissionId: nullable(text()),
  setupOnly: flag(),
  paymentDetails: object({
    paymentIntent: optional(oneOf(PAYMENT_INTENTS)),
    canHandlePendingAuthorization: optional(flag()),
    chargeAmount: optional(storedMoney),
    totalOrderAmount: optional(storedMoney),
    presentmentCurrency: optional(text()),
    softDescriptor: optional(text()),
    allowOvercharge: optional(flag()),
    extendExpiration: optional(flag()),
  }),
  merchantMetadata: nullable(storedMerchantMetadata),
  deliverySpecifications: nullable(storedDeliverySpecifications),
})

/** A checkout session as a snapshot holds it. */
export const storedCheckoutSession: Check<CheckoutSession> = object({
  checkoutSessionId: text(),
  merchantId: text(),
  environment: oneOf(ENVIRONMENTS),
  region: oneOf(SIMULATOR_REGIONS),
  productType: oneOf(PRODUCT_TYPES),
  ledgerCurrency: text(),
  request: storedRequest,
  state: oneOf(["Open", "Completed", "Canceled"]),
  reasonCode: nullable(oneOf(CANCEL_REASONS)),
  choice: nullable(object({ buyerId: text(), cardId: text(), addressId: nullable(text()) })),
  confirmed: flag(),
  chargePermissionId: nullable(text()),
  chargeId: nullable(text()),
  createdAt: time(),
  expiresAt: time(),
  lastUpdatedAt: time(),
})

export type NewCheckoutSession = Pick<
  CheckoutSession,
  "merchantId" | "environment" | "region" | "productType" | "ledgerCurrency" | "request"
>

export type CheckoutSessions = Readonly<{
  open(given: NewCheckoutSession): CheckoutSession
  /** The session as it stands now: expired ones are canceled, old ones gone. */
  get(id: string): CheckoutSession | undefined
  change(id: string, change: Partial<CheckoutSession>): CheckoutSession
  cancel(id: string, reasonCode: CancelReason): CheckoutSession
  list(): CheckoutSession[]
  snapshot(): Stored<CheckoutSession>[]
  /** Puts these in the place of all others. They expire by the clock as it is then. */
  restore(records: readonly CheckoutSession[]): void
}>

export function createCheckoutSessions(clock: Clock): CheckoutSessions {
  const sessions = new Map<string, CheckoutSession>()

  function get(id: string): CheckoutSession | undefined {
    const session = sessions.get(id.toLowerCase())
    if (!session) return undefined
    const now = clock.now().getTime()
    if (now >= session.createdAt.getTime() + DELETED_AFTER_DAYS * 86_400_000) return undefined
    if (session.state !== "Open" || now < session.expiresAt.getTime()) return session
    return save({ ...session, state: "Canceled", reasonCode: "Expired", lastUpdatedAt: session.expiresAt })
  }

  function save(session: CheckoutSession): CheckoutSession {
    sessions.set(session.checkoutSessionId, session)
    return session
  }

  function change(id: string, changes: Partial<CheckoutSession>): CheckoutSession {
    const session = get(id)
    if (!session) throw new TypeError(`There is no checkout session ${id}`)
    return save({ ...session, ...changes, lastUpdatedAt: clock.now() })
  }

  function all(): CheckoutSession[] {
    return [...sessions.keys()].flatMap((id) => get(id) ?? [])
  }

  return {
    get,
    change,
    list: all,
    cancel: (id, reasonCode) => change(id, { state: "Canceled", reasonCode }),
    open({ merchantId, environment, region, productType, ledgerCurrency, request }) {
      const now = clock.now()
      return save({
        checkoutSessionId: newCheckoutSessionId(),
        merchantId,
        environment,
        region,
        productType,
        ledgerCurrency,
        request,
        state: "Open",
        reasonCode: null,
        choice: null,
        confirmed: false,
        chargePermissionId: request.chargePermissionId,
        chargeId: null,
        createdAt: now,
        expiresAt: new Date(now.getTime() + OPEN_HOURS * 3_600_000),
        lastUpdatedAt: now,
      })
    },
    snapshot: () => all().map(stored),
    restore(records) {
      sessions.clear()
      for (const session of records) save(session)
    },
  }
}
