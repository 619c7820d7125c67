import { ApiError } from "../pay-api/errors"
import { simulatedPendingEnd, type Card } from "../state/cards"
import type { ChargePermission } from "../state/charge-permissions"
import { DECLINE_REASONS, type Charge, type ChargeEnd, type ChargeRequest, type DeclineReason } from "../state/charges"
import { notifyOfCharge } from "../state/notify"
import type { World } from "../world"
import { closeWhenUsedUp } from "./change-charge"
import type { ChargeRefusal } from "./declines"
import { soon } from "./due"
import { applyDecline, holdWhilePending } from "./effects"
import { assertWithinLimits } from "./limits"

/** How an authorization ends: some time later, or at once. */
export type Outcome =
  | Readonly<{ isPending: true; end: ChargeEnd }>
  | Readonly<{ isPending: false; end: "Authorized" | "CaptureInitiated" | DeclineReason }>

const APPROVED: Outcome = { isPending: false, end: "Authorized" }

/**
 * Charges a permission.
 *
 * @param simulated what the merchant's request wants to happen, instead of what the card does
 * @throws ApiError for a permission that cannot be charged, an amount beyond its limits, or a decline
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/charge.html
 */
export function beginCharge(
  world: World,
  permission: ChargePermission,
  request: ChargeRequest,
  simulated: Outcome | null = null,
): Charge {
  assertChargeable(permission)
  assertWithinLimits(world, permission, request.chargeAmount)
  const refusal = world.declines.take(permission.chargePermissionId)
  if (refusal) throw decline(world, permission, request, refusal)
  const { isPending, end } = simulated ?? outcomeOf(permission.card, request)
  if (isPending) return beginPending(world, permission, request, end)
  if (isDecline(end)) throw decline(world, permission, request, end)
  return request.captureNow
    ? capture(world, permission, request, end === "CaptureInitiated")
    : opened(world, permission, request, { state: "Authorized", authorizedAt: world.clock.now() })
}

/** @throws ApiError `InvalidChargePermissionStatus` */
function assertChargeable({ chargePermissionId, state, reason }: ChargePermission): void {
  if (state === "Chargeable") return
  const because = reason === null ? "" : ` because of ${reason}`
  throw new ApiError("InvalidChargePermissionStatus", `Charge permission ${chargePermissionId} is ${state}${because}`)
}

function outcomeOf(card: Card, request: ChargeRequest): Outcome {
  const end = mayBePending(request) ? simulatedPendingEnd(card) : null
  return end === null ? APPROVED : { isPending: true, end }
}

/** Only an authorization without capture can wait. */
export function mayBePending({ captureNow, canHandlePendingAuthorization }: ChargeRequest): boolean {
  return canHandlePendingAuthorization && !captureNow
}

function beginPending(world: World, permission: ChargePermission, request: ChargeRequest, end: ChargeEnd): Charge {
  const charge = opened(world, permission, request, { state: "AuthorizationInitiated", end, endsAt: soon(world) })
  holdWhilePending(world, permission)
  return charge
}

function capture(world: World, permission: ChargePermission, request: ChargeRequest, isLate: boolean): Charge {
  const captured = { captureAmount: request.chargeAmount, authorizedAt: world.clock.now() }
  if (isLate) {
    return opened(world, permission, request, {
      ...captured,
      state: "CaptureInitiated",
      end: "Captured",
      endsAt: soon(world),
    })
  }
  const charge = opened(world, permission, request, { ...captured, state: "Captured" })
  closeWhenUsedUp(world, permission.chargePermissionId)
  return charge
}

function opened(world: World, ...given: Parameters<World["charges"]["open"]>): Charge {
  const charge = world.charges.open(...given)
  notifyOfCharge(world, charge)
  return charge
}

/** Declines a charge at once; whether Amazon then knows a charge is not documented, so the mode decides. */
function decline(
  world: World,
  permission: ChargePermission,
  request: ChargeRequest,
  reasonCode: ChargeRefusal,
): ApiError {
  if (world.modes.declineLeavesCharge && isDecline(reasonCode)) {
    opened(world, permission, request, { state: "Declined", reasonCode })
  }
  applyDecline(world, permission.chargePermissionId, reasonCode)
  return new ApiError(reasonCode, `The charge of ${permission.chargePermissionId} was declined: ${reasonCode}`)
}

function isDecline(end: string): end is DeclineReason {
  return DECLINE_REASONS.some((reason) => reason === end)
}
