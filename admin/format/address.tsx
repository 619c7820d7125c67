import type { WalletAddress } from "../../src/contracts"
import { foreignText } from "./foreign-text"
import { localeOf } from "./locale"

type Part = string | null

/** Countries that write the city before the postal code, on one line with the state. */
const CITY_FIRST: ReadonlySet<string> = new Set(["US", "CA", "AU", "GB", "IE", "IN", "NZ"])

/** The lines of an address as its country writes them, top to bottom; parts that Amazon does not give are left out. */
export function addressLines(address: WalletAddress, language: string): string[] {
  const parts = address.country_code?.toUpperCase() === "JP" ? japanese(address) : western(address)
  return [...parts, countryName(address.country_code, language), address.phone_number].flatMap(clean)
}

/** The same on one line. */
export function addressSummary(address: WalletAddress, language: string): string {
  return addressLines({ ...address, phone_number: null }, language).join(", ")
}

function western(address: WalletAddress): Part[] {
  const { city, state_or_region: state, postal_code: postalCode } = address
  const street = [address.name, address.address_line_1, address.address_line_2, address.address_line_3]
  const cityFirst = CITY_FIRST.has(address.country_code?.toUpperCase() ?? "")
  const place = cityFirst
    ? [joined([city, joined([state, postalCode], " ")], ", ")]
    : [joined([postalCode, city], " "), state]
  return [...street, address.district, ...place, address.county]
}

function japanese(address: WalletAddress): Part[] {
  const { state_or_region: prefecture, city, county, district } = address
  return [
    address.postal_code && `〒${address.postal_code}`,
    joined([prefecture, county, city, district], ""),
    address.address_line_1,
    address.address_line_2,
    address.address_line_3,
    address.name,
  ]
}

function joined(parts: readonly Part[], separator: string): string {
  return parts.filter(Boolean).join(separator)
}

function clean(part: Part): string[] {
  const text = foreignText(part ?? "")
  return text ? [text] : []
}

function countryName(code: Part, language: string): Part {
  if (!code || !/^[A-Za-z]{2}$/.test(code)) return code
  return new Intl.DisplayNames(localeOf(language), { type: "region" }).of(code.toUpperCase()) ?? code
}
