import { ApiError } from "../pay-api/errors"
import type { ChargePermission } from "../state/charge-permissions"
import type { Charge } from "../state/charges"
import { minorUnits, minorUnitsIn, moneyOf, monthlyLimit, sumOf, type Money } from "../state/money"
import type { World } from "../world"

/** The most one charge may be, where Amazon says so. */
const TRANSACTION_LIMITS: ReadonlyMap<string, string> = new Map([
  ["USD", "150000"],
  ["GBP", "150000"],
  ["EUR", "150000"],
  ["JPY", "10000000"],
])

/** What may be charged in all, or this month, and what is left of it. */
export type Limits = Readonly<{ amountLimit: Money; amountBalance: Money }>

/**
 * The limits of a charge permission now. A charge counts with what it may still take or has taken, in the month it was
 * made; a refund gives nothing back.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-checkout/monthly-paymentmethodonfile-charge-limits.html
 */
export function limitsOf(world: World, permission: ChargePermission): Limits {
  const { presentmentCurrency: currency } = permission
  const amountLimit = permission.amountLimit ?? monthlyLimit(permission.region, currency)
  const used = sumOf(countedCharges(world, permission).flatMap((charge) => heldBy(charge) ?? []))
  return { amountLimit, amountBalance: moneyOf(Math.max(0, minorUnits(amountLimit) - used), currency) }
}

function countedCharges(world: World, { chargePermissionId, chargePermissionType }: ChargePermission): Charge[] {
  const charges = world.charges.of(chargePermissionId)
  if (chargePermissionType === "OneTime") return charges
  const month = monthOf(world.clock.now())
  return charges.filter(({ createdAt }) => monthOf(createdAt) === month)
}

function monthOf(date: Date): string {
  return date.toISOString().slice(0, 7)
}

function heldBy({ state, chargeAmount, captureAmount }: Charge): Money | null {
  if (state === "Canceled" || state === "Declined") return null
  return captureAmount ?? chargeAmount
}

/**
 * @throws ApiError `CurrencyMismatch`, `TransactionAmountExceeded`, `PeriodicAmountExceeded`
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/charge.html
 */
export function assertWithinLimits(world: World, permission: ChargePermission, amount: Money): void {
  assertCurrency(amount, permission.presentmentCurrency)
  assertTransactionAmount(amount)
  const { amountBalance } = limitsOf(world, permission)
  if (minorUnits(amount) <= minorUnits(amountBalance)) return
  throw permission.chargePermissionType === "OneTime"
    ? new ApiError("TransactionAmountExceeded", `${said(amount)} is more than the ${said(amountBalance)} that are left`)
    : new ApiError("PeriodicAmountExceeded", `${said(amount)} is more than the ${said(amountBalance)} left this month`)
}

/** @throws ApiError `TransactionAmountExceeded` */
export function assertTransactionAmount(amount: Money): void {
  const limit = TRANSACTION_LIMITS.get(amount.currencyCode)
  if (limit === undefined || minorUnits(amount) <= minorUnitsIn(limit, amount.currencyCode, "limit")) return
  throw new ApiError("TransactionAmountExceeded", `One charge may be ${limit} ${amount.currencyCode} at most`)
}

/** @throws ApiError `CurrencyMismatch` */
export function assertCurrency({ currencyCode }: Money, expected: string): void {
  if (currencyCode === expected) return
  throw new ApiError("CurrencyMismatch", `The currency has to be ${expected}, not ${currencyCode}`)
}

/** An amount for people. */
export function said({ amount, currencyCode }: Money): string {
  return `${amount} ${currencyCode}`
}
