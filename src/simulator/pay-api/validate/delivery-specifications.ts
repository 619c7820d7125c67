import { invalid, list, nullable, object, oneOf, optional, record, text, type Check } from "../../schema"
import type { AmazonAddress } from "../../state/addresses"
import type { Environment } from "../../state/merchants"

export type DeliverySpecifications = Readonly<{
  specialRestrictions: readonly string[]
  addressRestrictions: AddressRestrictions | null
}>

type Area = Readonly<{ statesOrRegions?: readonly string[]; zipCodes?: readonly string[] }>
type AddressRestrictions = Readonly<{ type: "Allowed" | "NotAllowed"; restrictions: Readonly<Record<string, Area>> }>

const SPECIAL = ["RestrictPOBoxes", "RestrictPackstations"]
const PO_BOX_COUNTRIES = ["US", "CA", "GB", "FR", "DE", "ES", "PT", "IT", "AU"]
const PO_BOX = /\bp\.?\s?o\.?\s?box\b|postfach|\bapartado\b|casella postale|bo[iî]te postale/i
const PACKSTATION = /packstation/i

const addressRestrictions: Check<AddressRestrictions> = object({
  type: oneOf(["Allowed", "NotAllowed"]),
  restrictions: record(
    object({ statesOrRegions: optional(list(text())), zipCodes: optional(list(text())) }),
    (country) => /^[A-Z]{2}$/.test(country),
  ),
})

const shape = object({
  specialRestrictions: optional(list(text())),
  addressRestrictions: optional(addressRestrictions),
})

/** Delivery specifications as a snapshot holds them. */
export const storedDeliverySpecifications: Check<DeliverySpecifications> = object({
  specialRestrictions: list(text()),
  addressRestrictions: nullable(addressRestrictions),
})

/**
 * Reads `deliverySpecifications`. Sandbox refuses values it does not know, Live ignores them.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-checkout/address-restriction-samples.html
 */
export function deliverySpecifications(environment: Environment): Check<DeliverySpecifications> {
  return (value, path) => {
    const read = shape(value, path)
    const special = read.specialRestrictions ?? []
    const unknown = special.find((restriction) => !SPECIAL.includes(restriction))
    if (unknown !== undefined && environment === "sandbox") {
      throw invalid(`${path}.specialRestrictions`, `contains ${unknown}; known are ${SPECIAL.join(", ")}`)
    }
    return {
      specialRestrictions: special.filter((restriction) => SPECIAL.includes(restriction)),
      addressRestrictions: read.addressRestrictions ?? null,
    }
  }
}

/**
 * Why a shop does not deliver to an address, for people; `null` when it does. Within a country states and zip codes are
 * alternatives: Amazon's own sample names zip codes outside the state it names.
 */
export function whyRestricted(address: AmazonAddress, specifications: DeliverySpecifications | null): string | null {
  if (!specifications) return null
  const { specialRestrictions, addressRestrictions } = specifications
  const lines = [address.addressLine1, address.addressLine2, address.addressLine3].join(" ")
  const country = address.countryCode ?? ""
  const restrictsPoBoxes = specialRestrictions.includes("RestrictPOBoxes") && PO_BOX_COUNTRIES.includes(country)
  if (restrictsPoBoxes && PO_BOX.test(lines)) return "The shop does not deliver to P.O. boxes"
  const restrictsPackstations = specialRestrictions.includes("RestrictPackstations") && country === "DE"
  if (restrictsPackstations && PACKSTATION.test(lines)) return "The shop does not deliver to Packstations"
  if (!addressRestrictions) return null
  const matches = isIn(address, addressRestrictions.restrictions)
  return matches === (addressRestrictions.type === "Allowed") ? null : "The shop does not deliver to this address"
}

function isIn(address: AmazonAddress, restrictions: AddressRestrictions["restrictions"]): boolean {
  const country = address.countryCode ?? ""
  const area = Object.hasOwn(restrictions, country) ? restrictions[country] : undefined
  if (!area) return false
  if (!area.statesOrRegions && !area.zipCodes) return true
  return contains(area.statesOrRegions, address.stateOrRegion) || contains(area.zipCodes, address.postalCode)
}

function contains(values: readonly string[] | undefined, value: string | null): boolean {
  const wanted = value?.trim().toLowerCase()
  return values?.some((candidate) => candidate.trim().toLowerCase() === wanted) ?? false
}
