import { AmazonPayError } from "./errors"

/** An object out of Amazon's JSON, read leniently: a missing or null member is `null`, never an exception. */
export type JsonObject = Readonly<Record<string, unknown>>

/** @throws AmazonPayError `invalid_response` when the value is not an object */
export function asObject(value: unknown, what: string): JsonObject {
  const object = objectOrNull(value)
  if (object) return object
  throw new AmazonPayError("invalid_response", `Amazon answered something that is not a ${what}`)
}

export function objectOrNull(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}

/** @throws AmazonPayError `invalid_response` when the member is not a text */
export function requiredText(object: JsonObject, member: string, what: string): string {
  const value = textOrNull(object[member])
  if (value) return value
  throw new AmazonPayError("invalid_response", `Amazon's ${what} has no ${member}`)
}

/** PostgreSQL keeps neither of them, not even in JSON. */
const NUL_OR_HALF_CHARACTER = /\0|\p{Surrogate}/gu

/**
 * The text, or `null` for anything else and for an empty text. What could not be stored stands there as U+FFFD: buyers type
 * names and addresses at Amazon, and a wallet must not become unreadable over one of them.
 */
export function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.replace(NUL_OR_HALF_CHARACTER, "\ufffd") : null
}

/** Amazon's `yyyyMMddTHHmmssZ` (or ISO 8601), or `null`. */
export function dateOrNull(value: unknown): Date | null {
  const text = textOrNull(value)
  if (!text) return null
  const iso = text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, "$1-$2-$3T$4:$5:$6Z")
  if (!/^\d{4}-\d{2}-\d{2}T/.test(iso)) return null
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? null : date
}
