import type { ReadLag } from "../modes"
import { REGION_FACTS, SIMULATOR_REGIONS, type SimulatorRegion } from "../regions"
import { list, nullable, object, oneOf, record, text, time, type Check, type Stored } from "../schema"
import { storedAddress, type SavedAddress } from "./addresses"
import { storedCard, type Card } from "./cards"
import type { Clock } from "./clock"
import { newChargePermissionId } from "./ids"
import { createLagging, type Lagging } from "./lagging"
import { ENVIRONMENTS, type Environment } from "./merchants"

export const PRODUCT_TYPES = ["PayOnly", "PayAndShip"] as const
export type ProductType = (typeof PRODUCT_TYPES)[number]

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

export type MerchantMetadata = Readonly<Record<string, string | undefined>>

/** A buyer's standing consent to be charged by one merchant: the saved wallet. */
export type ChargePermission = Readonly<{
  chargePermissionId: string
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
  state: "Chargeable" | "NonChargeable" | "Closed"
  reason: NonChargeableReason | ClosedReason | null
  reasonDescription: string | null
  merchantMetadata: MerchantMetadata | null
  createdAt: Date
  lastUpdatedAt: Date
}>

export const storedMerchantMetadata: Check<MerchantMetadata> = record(text({ min: 0 }))

/** A charge permission as a snapshot holds it. */
export const storedChargePermission: Check<ChargePermission> = object({
  chargePermissionId: text(),
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
  state: oneOf(["Chargeable", "NonChargeable", "Closed"]),
  reason: nullable(oneOf([...NON_CHARGEABLE_REASONS, ...CLOSED_REASONS])),
  reasonDescription: nullable(text()),
  merchantMetadata: nullable(storedMerchantMetadata),
  createdAt: time(),
  lastUpdatedAt: time(),
})

export type NewChargePermission = Pick<
  ChargePermission,
  | "merchantId"
  | "storeId"
  | "environment"
  | "region"
  | "buyerId"
  | "productType"
  | "card"
  | "shippingAddress"
  | "scopes"
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
  restore(stored: readonly ChargePermission[]): void
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
        chargePermissionId: newChargePermissionId(REGION_FACTS[given.region].idPrefix),
        descriptor: null,
        state: "Chargeable",
        reason: null,
        reasonDescription: null,
        createdAt: now,
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
    snapshot: () =>
      all().map((permission) => ({
        ...permission,
        createdAt: permission.createdAt.toISOString(),
        lastUpdatedAt: permission.lastUpdatedAt.toISOString(),
      })),
    restore(stored) {
      permissions.clear()
      for (const permission of stored) add(permission)
    },
  }
}
