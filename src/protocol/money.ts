import { AmazonPayError } from "./errors"
import { asObject, objectOrNull, requiredText, type JsonObject } from "./read-json"
import type { Region } from "./regions"

/** An amount as Amazon speaks it: a decimal text with the digits of its currency. */
export type Money = Readonly<{ amount: string; currencyCode: string }>

/** Why an amount cannot be asked of Amazon; the `reasonCode` of the error that says so. */
export type MoneyProblem =
  "amount_not_decimal" | "amount_not_positive" | "too_many_decimals" | "currency_not_supported" | "amount_too_large"

const EUROPEAN = ["EUR", "GBP", "AUD", "CHF", "DKK", "HKD", "JPY", "NOK", "NZD", "SEK", "USD", "ZAR"] as const

/**
 * The currencies in which a merchant of a region can charge: only Europe has more than its ledger's.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-checkout/multi-currency-integration.html
 */
export const CURRENCIES: Readonly<Record<Region, readonly [string, ...string[]]>> = {
  na: ["USD"],
  eu: EUROPEAN,
  jp: ["JPY"],
}

const LARGEST_CHARGE: ReadonlyMap<string, bigint> = new Map([
  ["USD", 15_000_000n],
  ["EUR", 15_000_000n],
  ["GBP", 15_000_000n],
  ["JPY", 10_000_000n],
])

/** Digits after the decimal point that Amazon knows of a currency. */
export function decimalsOf(currencyCode: string): number {
  return currencyCode === "JPY" ? 0 : 2
}

/**
 * An amount for Amazon out of an exact decimal text.
 *
 * @param amount e.g. `"14"`, `"14.5"`, `"14.50"`; digits that are lost would be somebody's money and are refused
 * @param currencyCode in capitals or not
 * @throws AmazonPayError `invalid_input` with a {@link MoneyProblem} as its `reasonCode`
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/charge.html
 */
export function moneyOf(amount: string, currencyCode: string, region: Region): Money {
  const currency = currencyCode.toUpperCase()
  if (!CURRENCIES[region].includes(currency)) {
    throw problem("currency_not_supported", `Amazon Pay cannot charge ${currency} in region ${region}`)
  }
  const money = fromMinorUnits(minorUnitsOf(amount, currency), currency)
  if (minorUnits(money) <= 0n) throw problem("amount_not_positive", "The amount must be more than nothing")
  const largest = LARGEST_CHARGE.get(currency)
  if (largest !== undefined && minorUnits(money) > largest) {
    throw problem(
      "amount_too_large",
      `Amazon Pay takes at most ${fromMinorUnits(largest, currency).amount} ${currency}`,
    )
  }
  return money
}

/** An amount in its smallest unit, to be compared and added without losing anything. */
export function minorUnits({ amount, currencyCode }: Money): bigint {
  return minorUnitsOf(amount, currencyCode)
}

/** The amount that so many of the smallest unit are. */
export function fromMinorUnits(units: bigint, currencyCode: string): Money {
  const decimals = decimalsOf(currencyCode)
  const digits = units.toString().padStart(decimals + 1, "0")
  const amount = decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits
  return { amount, currencyCode }
}

/** Whether two amounts are the same money, however they are written. */
export function isSameMoney(one: Money, other: Money): boolean {
  return one.currencyCode === other.currencyCode && minorUnits(one) === minorUnits(other)
}

/** @throws AmazonPayError `invalid_response` when the member is no amount */
export function requiredMoney(object: JsonObject, member: string, what: string): Money {
  const money = moneyOrNull(object[member])
  if (money) return money
  throw new AmazonPayError("invalid_response", `Amazon's ${what} has no ${member}`)
}

/** Amazon's amount, or `null` where it says none. It writes texts, and answers in which it writes numbers are read too. */
export function moneyOrNull(value: unknown): Money | null {
  const given = objectOrNull(value)
  if (!given || given.amount === null || given.amount === undefined) return null
  const currencyCode = requiredText(asObject(given, "amount"), "currencyCode", "amount")
  try {
    return fromMinorUnits(minorUnitsOf(String(given.amount), currencyCode), currencyCode)
  } catch (cause) {
    throw new AmazonPayError("invalid_response", "Amazon answered an amount that is none", { cause })
  }
}

function minorUnitsOf(amount: string, currencyCode: string): bigint {
  const [, whole, fraction = ""] = /^(\d{1,15})(?:\.(\d+))?$/.exec(amount) ?? []
  if (whole === undefined) throw problem("amount_not_decimal", "The amount is not a decimal number")
  const decimals = decimalsOf(currencyCode)
  const significant = fraction.replace(/0+$/, "")
  if (significant.length > decimals) {
    throw problem("too_many_decimals", `${currencyCode} has ${decimals} digits after the decimal point`)
  }
  return BigInt(whole + significant.padEnd(decimals, "0"))
}

function problem(reasonCode: MoneyProblem, message: string): AmazonPayError {
  return new AmazonPayError("invalid_input", message, { reasonCode })
}
