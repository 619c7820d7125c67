import type { DeliverySpecifications } from "../pay-api/validate/delivery-specifications"
import type { SimulatorRegion } from "../regions"
import type { MerchantMetadata, ProductType } from "./charge-permissions"
import type { Clock } from "./clock"
import { newCheckoutSessionId } from "./ids"
import type { Environment } from "./merchants"

/** Sessions that nobody completes are canceled after this long. */
const OPEN_HOURS = 24
const DELETED_AFTER_DAYS = 30

export const CANCEL_REASONS = ["BuyerCanceled", "Declined", "Expired", "AmazonCanceled"] as const
export type CancelReason = (typeof CANCEL_REASONS)[number]

export type WebCheckoutDetails = Readonly<{
  checkoutReviewReturnUrl?: string
  checkoutResultReturnUrl?: string
  checkoutCancelUrl?: string
}>

export type PaymentDetails = Readonly<{ paymentIntent?: string; canHandlePendingAuthorization?: boolean }>

/** What a session is about, from the signed payload or from Create Checkout Session. */
export type CheckoutRequest = Readonly<{
  webCheckoutDetails: WebCheckoutDetails
  storeId: string
  scopes: readonly string[] | null
  /** Set in the update flow: the wallet to update. */
  chargePermissionId: string | null
  setupOnly: boolean
  paymentDetails: PaymentDetails
  merchantMetadata: MerchantMetadata | null
  deliverySpecifications: DeliverySpecifications | null
}>

/** What the buyer chose on the hosted page. */
export type BuyerChoice = Readonly<{ buyerId: string; cardId: string; addressId: string | null }>

/** One attempt at a hosted page. */
export type CheckoutSession = Readonly<{
  checkoutSessionId: string
  merchantId: string
  environment: Environment
  region: SimulatorRegion
  productType: ProductType
  request: CheckoutRequest
  state: "Open" | "Completed" | "Canceled"
  reasonCode: CancelReason | null
  choice: BuyerChoice | null
  /** The charge permission this session updated or opened. */
  chargePermissionId: string | null
  createdAt: Date
  expiresAt: Date
  lastUpdatedAt: Date
}>

export type NewCheckoutSession = Pick<
  CheckoutSession,
  "merchantId" | "environment" | "region" | "productType" | "request"
>

export type CheckoutSessions = Readonly<{
  open(given: NewCheckoutSession): CheckoutSession
  /** The session as it stands now: expired ones are canceled, old ones gone. */
  get(id: string): CheckoutSession | undefined
  change(id: string, change: Partial<CheckoutSession>): CheckoutSession
  cancel(id: string, reasonCode: CancelReason): CheckoutSession
  list(): CheckoutSession[]
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

  return {
    get,
    change,
    cancel: (id, reasonCode) => change(id, { state: "Canceled", reasonCode }),
    list: () => [...sessions.keys()].flatMap((id) => get(id) ?? []),
    open(given) {
      const now = clock.now()
      return save({
        ...given,
        checkoutSessionId: newCheckoutSessionId(),
        state: "Open",
        reasonCode: null,
        choice: null,
        chargePermissionId: given.request.chargePermissionId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + OPEN_HOURS * 3_600_000),
        lastUpdatedAt: now,
      })
    },
  }
}
