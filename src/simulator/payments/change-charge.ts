import { ApiError } from "../pay-api/errors"
import type { CanceledReason, Charge, ChargeEnd, ChargeState } from "../state/charges"
import { minorUnits, sumOf, type Money } from "../state/money"
import { notifyOfCharge } from "../state/notify"
import type { World } from "../world"
import { soon } from "./due"
import { applyDecline, changeState, releaseHold } from "./effects"
import { assertCurrency, limitsOf, said } from "./limits"

/** An authorization older than this is captured some time after the request. */
const PROMPT_CAPTURE_DAYS = 7
const NO_END = { end: null, endsAt: null } as const

/**
 * Captures all or a part of an authorization, once.
 *
 * @throws ApiError `InvalidChargeStatus`, `CurrencyMismatch`, `TransactionAmountExceeded`
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/charge.html
 */
export function beginCapture(
  world: World,
  charge: Charge,
  captureAmount: Money,
  softDescriptor: string | null = null,
): Charge {
  assertState(charge, ["Authorized"])
  assertCurrency(captureAmount, charge.chargeAmount.currencyCode)
  if (minorUnits(captureAmount) > minorUnits(charge.chargeAmount)) {
    throw new ApiError("TransactionAmountExceeded", `Only ${said(charge.chargeAmount)} are authorized`)
  }
  const capture = { captureAmount, softDescriptor: softDescriptor ?? charge.softDescriptor }
  if (!isPrompt(world, charge)) {
    return changed(world, charge, { ...capture, state: "CaptureInitiated", end: "Captured", endsAt: soon(world) })
  }
  const captured = changed(world, charge, { ...capture, state: "Captured" })
  closeWhenUsedUp(world, charge.chargePermissionId)
  return captured
}

function isPrompt({ clock }: World, { authorizedAt, createdAt }: Charge): boolean {
  return clock.now().getTime() - (authorizedAt ?? createdAt).getTime() <= PROMPT_CAPTURE_DAYS * 86_400_000
}

/**
 * Ends a charge before its capture.
 *
 * @throws ApiError `InvalidChargeStatus`
 */
export function withdrawCharge(
  world: World,
  charge: Charge,
  reasonCode: CanceledReason,
  reasonDescription: string | null = null,
): Charge {
  assertState(charge, ["AuthorizationInitiated", "Authorized"])
  const canceled = changed(world, charge, { ...NO_END, state: "Canceled", reasonCode, reasonDescription })
  releaseHold(world, charge.chargePermissionId)
  return canceled
}

/**
 * Ends what is in progress.
 *
 * @throws ApiError `InvalidChargeStatus`
 */
export function endCharge(world: World, charge: Charge, end: ChargeEnd): Charge {
  if (end === "Captured") {
    assertState(charge, ["CaptureInitiated"])
    const captured = changed(world, charge, { ...NO_END, state: end })
    closeWhenUsedUp(world, charge.chargePermissionId)
    return captured
  }
  assertState(charge, ["AuthorizationInitiated"])
  const ended =
    end === "Authorized"
      ? changed(world, charge, { ...NO_END, state: end, authorizedAt: world.clock.now() })
      : changed(world, charge, { ...NO_END, state: "Declined", reasonCode: end })
  releaseHold(world, charge.chargePermissionId)
  if (end !== "Authorized") applyDecline(world, charge.chargePermissionId, end)
  return ended
}

/** Nothing is left of a one-time charge permission whose whole amount is captured. */
export function closeWhenUsedUp(world: World, chargePermissionId: string): void {
  const permission = world.permissions.get(chargePermissionId)
  if (permission?.chargePermissionType !== "OneTime") return
  const captured = world.charges.of(chargePermissionId).filter(({ state }) => state === "Captured")
  const { amountLimit } = limitsOf(world, permission)
  if (sumOf(captured.flatMap(({ captureAmount }) => captureAmount ?? [])) < minorUnits(amountLimit)) return
  changeState(world, chargePermissionId, { state: "Closed", reason: "AmazonClosed", reasonDescription: null })
}

/** @throws ApiError `InvalidChargeStatus` */
export function assertState({ chargeId, state }: Charge, allowed: readonly ChargeState[]): void {
  if (allowed.includes(state)) return
  throw new ApiError("InvalidChargeStatus", `Charge ${chargeId} is ${state}; it has to be ${allowed.join(" or ")}`)
}

function changed(world: World, { chargeId }: Charge, change: Partial<Charge>): Charge {
  const charge = world.charges.change(chargeId, change)
  notifyOfCharge(world, charge)
  return charge
}
