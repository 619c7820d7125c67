import { AmazonPayError } from "./errors"
import { moneyOrNull, type Money } from "./money"
import { asObject, dateOrNull, objectOrNull, requiredText, textOrNull } from "./read-json"

/** An address as Amazon gives it, in snake_case; any part may be missing. */
export type Address = {
  name: string | null
  address_line_1: string | null
  address_line_2: string | null
  address_line_3: string | null
  city: string | null
  county: string | null
  district: string | null
  state_or_region: string | null
  postal_code: string | null
  country_code: string | null
  phone_number: string | null
}

/** The buyer's standing consent: a saved wallet. */
export type ChargePermission = Readonly<{
  chargePermissionId: string
  chargePermissionType: string | null
  /** `Chargeable`, `NonChargeable` or `Closed`. */
  state: string
  reasonCodes: readonly string[]
  /** Display text of the payment method. Amazon may change it without the buyer doing anything. */
  paymentDescriptor: string | null
  shippingAddress: Address | null
  billingAddress: Address | null
  releaseEnvironment: string | null
  expiresAt: Date | null
  /** What can still be charged: of a saved wallet this month, of a one-time permission at all. */
  amountBalance: Money | null
}>

/**
 * Reads a charge permission.
 *
 * @throws AmazonPayError `invalid_response` when it has no id, or a state nobody knows
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/charge-permission.html
 */
export function parseChargePermission(json: unknown): ChargePermission {
  const permission = asObject(json, "charge permission")
  const status = asObject(permission.statusDetails, "charge permission with a status")
  const state = requiredText(status, "state", "charge permission")
  walletStatus(state)
  return {
    chargePermissionId: requiredText(permission, "chargePermissionId", "charge permission"),
    chargePermissionType: textOrNull(permission.chargePermissionType),
    state,
    reasonCodes: reasonCodesOf(status.reasons),
    paymentDescriptor: descriptorOf(permission.paymentPreferences),
    shippingAddress: addressOf(permission.shippingAddress),
    billingAddress: addressOf(permission.billingAddress),
    releaseEnvironment: textOrNull(permission.releaseEnvironment),
    expiresAt: dateOrNull(permission.expirationTimestamp),
    amountBalance: moneyOrNull(objectOrNull(permission.limits)?.amountBalance),
  }
}

const STATUSES = new Map([
  ["Chargeable", "chargeable"],
  ["NonChargeable", "non_chargeable"],
  ["Closed", "closed"],
] as const)

/**
 * Our word for Amazon's state of a charge permission.
 *
 * @throws AmazonPayError `invalid_response` for a state nobody knows: guessing could hide that a wallet cannot be charged
 */
export function walletStatus(state: string): "chargeable" | "non_chargeable" | "closed" {
  const status = STATUSES.get(state as "Chargeable")
  if (status) return status
  throw new AmazonPayError("invalid_response", "Amazon's charge permission is in a state this version does not know")
}

/** `reasons` is a list, and may be null or contain null. */
function reasonCodesOf(reasons: unknown): string[] {
  if (!Array.isArray(reasons)) return []
  return reasons.flatMap((reason) => textOrNull(objectOrNull(reason)?.reasonCode) ?? [])
}

function descriptorOf(preferences: unknown): string | null {
  if (!Array.isArray(preferences)) return null
  return textOrNull(objectOrNull(preferences[0])?.paymentDescriptor)
}

function addressOf(value: unknown): Address | null {
  const address = objectOrNull(value)
  if (!address) return null
  const read: Address = {
    name: textOrNull(address.name),
    address_line_1: textOrNull(address.addressLine1),
    address_line_2: textOrNull(address.addressLine2),
    address_line_3: textOrNull(address.addressLine3),
    city: textOrNull(address.city),
    county: textOrNull(address.county),
    district: textOrNull(address.district),
    state_or_region: textOrNull(address.stateOrRegion),
    postal_code: textOrNull(address.postalCode),
    country_code: textOrNull(address.countryCode),
    phone_number: textOrNull(address.phoneNumber),
  }
  return Object.values(read).some((part) => part !== null) ? read : null
}
