import type { ReadLag } from "../modes"
import { REGION_FACTS, type SimulatorRegion } from "../regions"
import type { SavedAddress } from "./addresses"
import type { Card } from "./cards"
import type { Clock } from "./clock"
import { newChargePermissionId } from "./ids"
import { createLagging, type Lagging } from "./lagging"
import type { Environment } from "./merchants"

export type ProductType = "PayOnly" | "PayAndShip"

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

export type ClosedReason = "MerchantClosed" | "BuyerClosed" | "AmazonCanceled" | "AmazonClosed" | "Expired"

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
}>

export function createChargePermissions(clock: Clock, lag: () => ReadLag | null): ChargePermissions {
  const permissions = new Map<string, Lagging<ChargePermission>>()
  return {
    get: (id) => permissions.get(id)?.current(),
    read: (id) => permissions.get(id)?.read(),
    list: () => [...permissions.values()].map((permission) => permission.current()),
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
      permissions.set(permission.chargePermissionId, createLagging(permission, clock, lag))
      return permission
    },
    change(id, change) {
      const permission = permissions.get(id)
      if (!permission) throw new TypeError(`There is no charge permission ${id}`)
      permission.change({ ...permission.current(), ...change, lastUpdatedAt: clock.now() })
      return permission.current()
    },
  }
}
