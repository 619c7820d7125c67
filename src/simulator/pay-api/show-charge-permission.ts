import { limitsOf, type Limits } from "../payments/limits"
import type { AmazonAddress } from "../state/addresses"
import type { Buyer } from "../state/buyers"
import { descriptorOf } from "../state/cards"
import type { ChargePermission } from "../state/charge-permissions"
import { amazonTimestamp } from "../state/clock"
import type { World } from "../world"

export type ShownBuyer = Readonly<{
  buyerId: string
  name: string | null
  email: string | null
  phoneNumber: string | null
  primeMembershipTypes: null
}>

export type ShownMerchantMetadata = Readonly<{
  merchantReferenceId: string | null
  merchantStoreName: string | null
  noteToBuyer: string | null
  customInformation: string | null
}>

export type ShownChargePermission = Readonly<{
  chargePermissionId: string
  chargePermissionReferenceId: null
  platformId: null
  buyer: ShownBuyer | null
  releaseEnvironment: "Sandbox" | "Live"
  shippingAddress: AmazonAddress | null
  billingAddress: AmazonAddress | null
  paymentPreferences: readonly { paymentDescriptor: string }[]
  statusDetails: {
    state: ChargePermission["state"]
    reasons: { reasonCode: string; reasonDescription: string | null }[] | null
    lastUpdatedTimestamp: string
  }
  creationTimestamp: string
  expirationTimestamp: string | null
  merchantMetadata: ShownMerchantMetadata
  limits: Limits
  chargePermissionType: ChargePermission["chargePermissionType"]
  recurringMetadata: null
  paymentMethodOnFileMetadata: { setupOnly: boolean } | null
  presentmentCurrency: string
}>

/**
 * A charge permission as Amazon writes it.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/charge-permission.html
 */
export function showChargePermission(world: World, permission: ChargePermission): ShownChargePermission {
  const buyer = world.buyers.get(permission.buyerId)
  const ships = permission.productType === "PayAndShip"
  const isWallet = permission.chargePermissionType === "PaymentMethodOnFile"
  return {
    chargePermissionId: permission.chargePermissionId,
    chargePermissionReferenceId: null,
    platformId: null,
    buyer: buyer ? showBuyer(buyer, permission.scopes) : null,
    releaseEnvironment: permission.environment === "sandbox" ? "Sandbox" : "Live",
    shippingAddress: ships ? (permission.shippingAddress?.address ?? null) : null,
    billingAddress: showsBillingAddress(permission) ? permission.card.billingAddress : null,
    paymentPreferences: [{ paymentDescriptor: permission.descriptor ?? descriptorOf(permission.card) }],
    statusDetails: {
      state: permission.state,
      reasons: permission.reason
        ? [{ reasonCode: permission.reason, reasonDescription: permission.reasonDescription }]
        : null,
      lastUpdatedTimestamp: amazonTimestamp(permission.lastUpdatedAt),
    },
    creationTimestamp: amazonTimestamp(permission.createdAt),
    expirationTimestamp: permission.expiresAt ? amazonTimestamp(permission.expiresAt) : null,
    merchantMetadata: showMerchantMetadata(permission.merchantMetadata),
    limits: limitsOf(world, permission),
    chargePermissionType: permission.chargePermissionType,
    recurringMetadata: null,
    paymentMethodOnFileMetadata: isWallet ? { setupOnly: permission.setupOnly } : null,
    presentmentCurrency: permission.presentmentCurrency,
  }
}

/** Without scopes a shop sees everything but the billing address. */
export function showBuyer(buyer: Buyer, scopes: readonly string[] | null): ShownBuyer {
  const sees = (scope: string) => scopes === null || scopes.includes(scope)
  return {
    buyerId: buyer.buyerId,
    name: sees("name") ? buyer.name : null,
    email: sees("email") ? buyer.email : null,
    phoneNumber: sees("phoneNumber") ? buyer.phoneNumber : null,
    primeMembershipTypes: null,
  }
}

/** The billing address is shown in Europe, without a shipping address, or when its scope was asked for. */
export function showsBillingAddress(about: Pick<ChargePermission, "region" | "productType" | "scopes">): boolean {
  return about.region === "eu" || about.productType === "PayOnly" || (about.scopes?.includes("billingAddress") ?? false)
}

export function showMerchantMetadata(metadata: ChargePermission["merchantMetadata"]): ShownMerchantMetadata {
  return {
    merchantReferenceId: metadata?.merchantReferenceId ?? null,
    merchantStoreName: metadata?.merchantStoreName ?? null,
    noteToBuyer: metadata?.noteToBuyer ?? null,
    customInformation: metadata?.customInformation ?? null,
  }
}
