import { REGION_FACTS, SIMULATOR_REGIONS, type SimulatorRegion } from "../regions"
import { invalid, missing, object, oneOf, text, type Check } from "../schema"

/** An amount as Amazon writes it: a decimal text with a dot and all decimals of its currency. */
export type Money = Readonly<{ amount: string; currencyCode: string }>

const CURRENCIES = [...new Set(SIMULATOR_REGIONS.flatMap((region) => REGION_FACTS[region].orderCurrencies))]
const DECIMAL = /^(\d{1,12})(?:\.(\d+))?$/

const shape = object({ amount: (value: unknown) => value, currencyCode: oneOf(CURRENCIES) })

/** An amount as a caller gives it: a text, or a number, greater than zero and no finer than its currency. */
export const money: Check<Money> = (value, path) => {
  if (value === undefined) throw missing(path)
  const { amount, currencyCode } = shape(value, path)
  if (amount === undefined) throw missing(`${path}.amount`)
  return moneyOf(minorUnitsIn(amount, currencyCode, `${path}.amount`), currencyCode)
}

/**
 * A decimal text of a currency in its smallest unit.
 *
 * @throws Violation for what is no amount of this currency
 */
export function minorUnitsIn(value: unknown, currencyCode: string, path: string): number {
  const [, whole, fraction = ""] = DECIMAL.exec(typeof value === "number" ? String(value) : textOf(value)) ?? []
  const decimals = decimalsOf(currencyCode)
  if (whole === undefined) throw invalid(path, "has to be a decimal number, as a text")
  if (fraction.length > decimals) throw invalid(path, `may have ${decimals} decimals in ${currencyCode}`)
  const units = Number(whole + fraction.padEnd(decimals, "0"))
  if (units > 0) return units
  throw invalid(path, "has to be greater than zero")
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : ""
}

/** The amount in the smallest unit of its currency: a whole number, so that sums are exact. */
export function minorUnits({ amount }: Money): number {
  return Number(amount.replace(".", ""))
}

/** @param units in the smallest unit of the currency */
export function moneyOf(units: number, currencyCode: string): Money {
  const decimals = decimalsOf(currencyCode)
  const digits = String(units).padStart(decimals + 1, "0")
  const amount = decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits
  return { amount, currencyCode }
}

/** All amounts together; all are of one currency. */
export function sumOf(amounts: readonly Money[]): number {
  return amounts.reduce((sum, amount) => sum + minorUnits(amount), 0)
}

/** An amount as a snapshot holds it. */
export const storedMoney: Check<Money> = object({ amount: text(), currencyCode: oneOf(CURRENCIES) })

export function isSameMoney(one: Money, other: Money): boolean {
  return one.currencyCode === other.currencyCode && one.amount === other.amount
}

/** What a saved wallet may be charged in one calendar month. */
export function monthlyLimit(region: SimulatorRegion, currencyCode: string): Money {
  const { monthlyLimits } = REGION_FACTS[region]
  return moneyOf(minorUnitsIn(monthlyLimits[currencyCode], currencyCode, "monthlyLimit"), currencyCode)
}

function decimalsOf(currencyCode: string): number {
  return currencyCode === "JPY" ? 0 : 2
}
