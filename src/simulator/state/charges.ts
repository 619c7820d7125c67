import { flag, nullable, object, oneOf, stored, text, time, type Check, type Stored } from "../schema"
import { storedMerchantMetadata, type ChargePermission, type MerchantMetadata } from "./charge-permissions"
import type { Clock } from "./clock"
import { newPaymentId } from "./ids"
import { ENVIRONMENTS, type Environment } from "./merchants"
import { storedMoney, type Money } from "./money"
import { createRecords, type Records } from "./records"

/** An authorization that nobody captures ends after this long. */
const AUTHORIZED_DAYS = 30

export const CHARGE_INITIATORS = ["CITU", "MITU", "CITR", "MITR"] as const
export const CHANNELS = ["Web", "Phone", "App", "Alexa", "PointOfSale", "FireTv", "Offline", "Amazon"] as const

const CHARGE_STATES = [
  "AuthorizationInitiated",
  "Authorized",
  "CaptureInitiated",
  "Captured",
  "Canceled",
  "Declined",
] as const
export type ChargeState = (typeof CHARGE_STATES)[number]

/** Why a charge is declined. Amazon answers a synchronous decline as an error with the same code. */
export const DECLINE_REASONS = [
  "SoftDeclined",
  "HardDeclined",
  "AmazonRejected",
  "ProcessingFailure",
  "TransactionTimedOut",
] as const
export type DeclineReason = (typeof DECLINE_REASONS)[number]

const CANCELED_REASONS = [
  "ExpiredUnused",
  "AmazonCanceled",
  "MerchantCanceled",
  "ChargePermissionCanceled",
  "BuyerCanceled",
] as const
export type CanceledReason = (typeof CANCELED_REASONS)[number]

/** What a charge in progress becomes. */
const ENDS = ["Authorized", "Captured", ...DECLINE_REASONS] as const
export type ChargeEnd = (typeof ENDS)[number]

/** What a merchant asks for. */
export type ChargeRequest = Readonly<{
  chargeAmount: Money
  captureNow: boolean
  canHandlePendingAuthorization: boolean
  softDescriptor: string | null
  chargeInitiator: (typeof CHARGE_INITIATORS)[number] | null
  channel: (typeof CHANNELS)[number] | null
  merchantMetadata: MerchantMetadata | null
  checkoutResultReturnUrl: string | null
  providerReferenceId: string | null
}>

/** One payment on a charge permission. */
export type Charge = ChargeRequest &
  Readonly<{
    chargeId: string
    chargePermissionId: string
    merchantId: string
    environment: Environment
    /** `null` before the capture. */
    captureAmount: Money | null
    state: ChargeState
    reasonCode: DeclineReason | CanceledReason | null
    reasonDescription: string | null
    /** What it becomes by itself, and when. */
    end: ChargeEnd | null
    endsAt: Date | null
    authorizedAt: Date | null
    createdAt: Date
    expiresAt: Date
    lastUpdatedAt: Date
  }>

/** A charge as a snapshot holds it. */
export const storedCharge: Check<Charge> = object({
  chargeId: text(),
  chargePermissionId: text(),
  merchantId: text(),
  environment: oneOf(ENVIRONMENTS),
  chargeAmount: storedMoney,
  captureNow: flag(),
  canHandlePendingAuthorization: flag(),
  softDescriptor: nullable(text()),
  chargeInitiator: nullable(oneOf(CHARGE_INITIATORS)),
  channel: nullable(oneOf(CHANNELS)),
  merchantMetadata: nullable(storedMerchantMetadata),
  checkoutResultReturnUrl: nullable(text()),
  providerReferenceId: nullable(text()),
  captureAmount: nullable(storedMoney),
  state: oneOf(CHARGE_STATES),
  reasonCode: nullable(oneOf([...DECLINE_REASONS, ...CANCELED_REASONS])),
  reasonDescription: nullable(text()),
  end: nullable(oneOf(ENDS)),
  endsAt: nullable(time()),
  authorizedAt: nullable(time()),
  createdAt: time(),
  expiresAt: time(),
  lastUpdatedAt: time(),
})

export type Charges = Pick<Records<Charge>, "get" | "list" | "of" | "restore"> &
  Readonly<{
    /** @param change what is known of it already */
    open(permission: ChargePermission, request: ChargeRequest, change: Partial<Charge> & { state: ChargeState }): Charge
    change(id: string, change: Partial<Charge>): Charge
    snapshot(): Stored<Charge>[]
  }>

export function createCharges(clock: Clock): Charges {
  const charges = createRecords<Charge>(
    ({ chargeId }) => chargeId,
    ({ chargePermissionId }) => chargePermissionId,
  )
  const { get, list, of, restore, save } = charges
  return {
    get,
    list,
    of,
    restore,
    open({ chargePermissionId, merchantId, environment }, request, change) {
      const now = clock.now()
      return save({
        ...request,
        chargeId: newPaymentId(chargePermissionId, "C", charges.has),
        chargePermissionId,
        merchantId,
        environment,
        captureAmount: null,
        reasonCode: null,
        reasonDescription: null,
        end: null,
        endsAt: null,
        authorizedAt: null,
        createdAt: now,
        expiresAt: new Date(now.getTime() + AUTHORIZED_DAYS * 86_400_000),
        lastUpdatedAt: now,
        ...change,
      })
    },
    change(id, change) {
      const charge = get(id)
      if (!charge) throw new TypeError(`There is no charge ${id}`)
      return save({ ...charge, ...change, lastUpdatedAt: clock.now() })
    },
    snapshot: () => list().map(stored),
  }
}
