import { check, either, nullable, object, optional, text, type Check } from "../schema"
import { newOpaqueId } from "./ids"

/** An address as Amazon Pay writes it; every member is there, any may be null. */
export type AmazonAddress = Readonly<{
  name: string | null
  addressLine1: string | null
  addressLine2: string | null
  addressLine3: string | null
  city: string | null
  county: string | null
  district: string | null
  stateOrRegion: string | null
  postalCode: string | null
  countryCode: string | null
  phoneNumber: string | null
}>

/** An address in a buyer's address book. */
export type SavedAddress = Readonly<{ addressId: string; address: AmazonAddress }>

const line = nullable(text())

/** An address as a snapshot holds it. */
export const storedAmazonAddress: Check<AmazonAddress> = object({
  name: line,
  addressLine1: line,
  addressLine2: line,
  addressLine3: line,
  city: line,
  county: line,
  district: line,
  stateOrRegion: line,
  postalCode: line,
  countryCode: line,
  phoneNumber: line,
})

/** The same in a buyer's address book. */
export const storedAddress: Check<SavedAddress> = object({ addressId: text(), address: storedAmazonAddress })

export type AddressInput = { [Member in keyof AmazonAddress]?: string }

/** An address as a caller gives it. */
export const addressInput = object({
  name: optional(text()),
  addressLine1: optional(text()),
  addressLine2: optional(text()),
  addressLine3: optional(text()),
  city: optional(text()),
  county: optional(text()),
  district: optional(text()),
  stateOrRegion: optional(text()),
  postalCode: optional(text()),
  countryCode: optional(text({ pattern: /^[A-Z]{2}$/ })),
  phoneNumber: optional(text()),
})

/** One of the buyer's addresses by its id or postal code, or a new address to add and use. */
export type AddressChoice = string | AddressInput
export const addressChoice: Check<AddressChoice> = either(text(), addressInput)

/** @throws Violation for a member that no address has */
export function newSavedAddress(input: AddressInput, buyerName: string): SavedAddress {
  const given = check(addressInput, input, "address")
  return {
    addressId: newOpaqueId(),
    address: {
      name: given.name ?? buyerName,
      addressLine1: given.addressLine1 ?? null,
      addressLine2: given.addressLine2 ?? null,
      addressLine3: given.addressLine3 ?? null,
      city: given.city ?? null,
      county: given.county ?? null,
      district: given.district ?? null,
      stateOrRegion: given.stateOrRegion ?? null,
      postalCode: given.postalCode ?? null,
      countryCode: given.countryCode ?? null,
      phoneNumber: given.phoneNumber ?? null,
    },
  }
}

/** One line for people. */
export function addressLine(address: AmazonAddress): string {
  const place = [address.postalCode, address.city].filter(Boolean).join(" ")
  return [address.name, address.addressLine1, address.addressLine2, place, address.stateOrRegion, address.countryCode]
    .filter(Boolean)
    .join(", ")
}

/** The addresses a buyer has unless told otherwise: some a shop may not deliver to, to see restrictions at work. */
export const DEFAULT_ADDRESSES: readonly AddressInput[] = [
  { addressLine1: "Unter den Linden 5", city: "Berlin", postalCode: "10117", countryCode: "DE" },
  { addressLine1: "Packstation 145", addressLine2: "12345678", city: "Bremen", postalCode: "28195", countryCode: "DE" },
  { addressLine1: "10 Ditka Ave", city: "Seattle", stateOrRegion: "WA", postalCode: "98101", countryCode: "US" },
  { addressLine1: "1 Principal Place", city: "London", postalCode: "EC2A 2FA", countryCode: "GB" },
]
