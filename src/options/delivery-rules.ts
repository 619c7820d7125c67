import type { DeliverySpecifications } from "../protocol/delivery"

const PO_BOX_COUNTRIES = "US, CA, GB, FR, DE, ES, PT, IT, AU"
const COUNTRY = /^[A-Z]{2}$/

/**
 * What Amazon would refuse (in the sandbox) or silently ignore (live) in delivery specifications.
 *
 * @returns one sentence per problem, each with where it is
 * @see https://developer.amazon.com/docs/amazon-pay-checkout/address-restriction-samples.html
 */
export function deliveryProblems(specifications: DeliverySpecifications): { path: string; message: string }[] {
  const { addressRestrictions, specialRestrictions = [] } = specifications
  const problems: { path: string; message: string }[] = []
  if (new Set(specialRestrictions).size !== specialRestrictions.length) {
    problems.push({ path: "specialRestrictions", message: `names a restriction twice (PO boxes: ${PO_BOX_COUNTRIES})` })
  }
  const countries = Object.entries(addressRestrictions?.restrictions ?? {})
  if (addressRestrictions && !countries.length) {
    problems.push({ path: "addressRestrictions.restrictions", message: "names no country" })
  }
  for (const [country, { statesOrRegions = [], zipCodes = [] }] of countries) {
    const path = `addressRestrictions.restrictions.${country || "(empty)"}`
    if (!COUNTRY.test(country)) problems.push({ path, message: "must be an ISO 3166 code of two capital letters" })
    const entries = [...statesOrRegions, ...zipCodes]
    if (entries.some((entry) => !entry.trim())) problems.push({ path, message: "contains an empty entry" })
    if (zipCodes.some((zip) => /[*?]/.test(zip))) {
      problems.push({ path: `${path}.zipCodes`, message: "contains a wildcard, which Amazon does not document" })
    }
  }
  return problems
}
