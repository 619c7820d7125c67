import type { ReadLag } from "../modes"
import { REGION_FACTS, SIMULATOR_REGIONS, type SimulatorRegion } from "../regions"
import { flag, list, nullable, object, oneOf, record, stored, text, time, type Check, type Stored } from "../schema"
import { storedAddress, type SavedAddress } from "./addresses"
import { storedCard, type Card } from "./cards"
import type { Clock } from "./clock"
import { newChargePermissionId } from "./ids"
import { createLagging, type Lagging } from "./lagging"
import { ENVIRONMENTS, type Environment } from "./merchants"
import { storedMoney, type Money } from "./money"

export const PRODUCT_TYPES = ["PayOnly", "PayAndShip"] as const
export type ProductType = (typeof PRODUCT_TYPES)[number]

/** Recurring payments are not simulated. */
export const CHARGE_PERMISSION_TYPES = ["PaymentMethodOnFile", "OneTime"] as const
export type ChargePermissionType = (typeof CHARGE_PERMISSION_TYPES)[number]

/** What is left of a one-time charge permission ends after this long. */
const ONE_TIME_DAYS = 180

/** @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile-setup/manage-payments-using-payment-method-on-file */
export const NON_CHARGEABLE_REASONS = [
  "PaymentMethodInvalid",
  "PaymentMethodDeleted",
  "BillingAddressDeleted",
  "PaymentMethodExpired",
  "PaymentMethodNotAllowed",
  "PaymentMethodNotSet",
  "MFAFailed",
  "ChargeInProgress",
] as const
export type NonChargeableReason = (typeof NON_CHARGEABLE_REASONS)[number]

const CLOSED_REASONS = ["MerchantClosed", "BuyerClosed", "AmazonCanceled", "AmazonClosed", "Expired"] as const
export type ClosedReason = (typeof CLOSED_REASONS)[number]

/** Another payment method makes a wallet chargeable again. */
export const CHARGEABLE = { state: "Chargeable", reason: null, reasonDescription: null } as const

export type MerchantMetadata = Readonly<Record<string, string | undefined>>

/** A buyer's consent to be charged by one merchant: standing, which is a saved wallet, or for one purchase. */
export type ChargePermission = Readonly<{
  chargePermissionId: string
  chargePermissionType: ChargePermissionType
  merchantId: string
  storeId: string
  environment: Environment
  region: SimulatorRegion
  buyerId: string
  productType: ProductType
  card: Card
  /** What Amazon shows instead of the card's own text, when it does. */
  descriptor: string | null
  shippingAddress: SavedAddress | null
  scopes: readonly string[] | null
  presentmentCurrency: string
  /** What may be charged in all, or in one month; `null`: the region's monthly limit. */
  amountLimit: Money | null
  /** Whether it was saved without a purchase. */
  setupOnly: boolean
  state: "Chargeable" | "NonChargeable" | "Closed"
  reason: NonChargeableReason | ClosedReason | null
  reasonDescription: string | null
  merchantMetadata: MerchantMetadata | null
  createdAt: Date
  expiresAt: Date | null
  lastUpdatedAt: Date
}>

export const storedMerchantMetadata: Check<MerchantMetadata> = record(text({ min: 0 }))

/** A charge permission as a snapshot holds it. */
export const storedChargePermission: Check<ChargePermission> = object({
  chargePermissionId: text(),
  chargePermissionType: oneOf(CHARGE_PERMISSION_TYPES),
  merchantId: text(),
  storeId: text(),
  environment: oneOf(ENVIRONMENTS),
  region: oneOf(SIMULATOR_REGIONS),
  buyerId: text(),
  productType: oneOf(PRODUCT_TYPES),
  card: storedCard,
  descriptor: nullable(text()),
  shippingAddress: nullable(storedAddress),
  scopes: nullable(list(text())),
  presentmentCurrency: text(),
  amountLimit: nullable(storedMoney),
  setupOnly: flag(),
  state: oneOf(["Chargeable", "NonChargeable", "Closed"]),
  reason: nullable(oneOf([...NON_CHARGEABLE_REASONS, ...CLOSED_REASONS])),
  reasonDescription: nullable(text()),
  merchantMetadata: nullable(storedMerchantMetadata),
  createdAt: time(),
  expiresAt: nullable(time()),
  lastUpdatedAt: time(),
})

export type NewChargePermission = Pick<
  ChargePermission,
  | "chargePermissionType"
  | "merchantId"
  | "storeId"
  | "environment"
  | "region"
  | "buyerId"
  | "productType"
  | "card"
  | "shippingAddress"
  | "scopes"
  | "presentmentCurrency"
  | "amountLimit"
  | "setupOnly"
  | "merchantMetadata"
>

export type ChargePermissions = Readonly<{
  open(given: NewChargePermission): ChargePermission
  /** The truth about a charge permission. */
  get(id: string): ChargePermission | undefined
  /** What Get Charge Permission shows now, which may lag behind. */
  read(id: string): ChargePermission | undefined
  change(id: string, change: Partial<ChargePermission>): ChargePermission
  list(): ChargePermission[]
  snapshot(): Stored<ChargePermission>[]
  /** Puts these in the place of all others. What lagged behind is visible at once. */
  restore(records: readonly ChargePermission[]): void
}>

export function createChargePermissions(clock: Clock, lag: () => ReadLag | null): ChargePermissions {
  const permissions = new Map<string, Lagging<ChargePermission>>()

  function add(permission: ChargePermission): void {
    permissions.set(permission.chargePermissionId, createLagging(permission, clock, lag))
  }

  function all(): ChargePermission[] {
    return [...permissions.values()].map((permission) => permission.current())
  }

  return {
    list: all,
    get: (id) => permissions.get(id)?.current(),
    read: (id) => permissions.get(id)?.read(),
    open(given) {
      const now = clock.now()
      const permission: ChargePermission = {
        ...given,
        chargePermissionId: newChargePermissionId(prefixOf(given)),
        descriptor: null,
        state: "Chargeable",
        reason: null,
        reasonDescription: null,
        createdAt: now,
        expiresAt:
          given.chargePermissionType === "OneTime" ? new Date(now.getTime() + ONE_TIME_DAYS * 86_400_000) : null,
        lastUpdatedAt: now,
      }
      add(permission)
      return permission
    },
    change(id, change) {
      const permission = permissions.get(id)
      if (!permission) throw new TypeError(`There is no charge permission ${id}`)
      permission.change({ ...permission.current(), ...change, lastUpdatedAt: clock.now() })
      return permission.current()
    },
    snapshot: () => all().map(stored),
    restore(records) {
      permissions.clear()
      for (const permission of records) add(permission)
    },
  }
}

/** E.g. `B02` for a saved wallet, `S02` or `P02` for one purchase in Sandbox or production. */
function prefixOf({ chargePermissionType, environment, region }: NewChargePermission): string {
  const { idPrefix } = REGION_FACTS[region]
  if (chargePermissionType === "PaymentMethodOnFile") return idPrefix
  return idPrefix.replace(/^./, environment === "sandbox" ? "S" : "P")
}
