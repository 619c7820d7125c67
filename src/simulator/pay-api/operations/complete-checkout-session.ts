import { beginCharge, mayBePending, type Outcome } from "../../payments/begin-charge"
import { firstChargeOf } from "../../payments/first-charge"
import type { Charge } from "../../state/charges"
import type { CheckoutSession } from "../../state/checkout-sessions"
import { applyUpdate, openPermission } from "../../state/settle"
import type { World } from "../../world"
import { ApiError } from "../errors"
import type { Call, Operation } from "../operation"
import { simulationCode } from "../simulation-code"
import { assertAgreedAmounts } from "../validate/agreed-amounts"
import { invalidStatus, sessionOf, showSession } from "./checkout-sessions"

/**
 * Complete Checkout Session: a set-up opens the charge permission now, and a purchase charges it; an update was effective
 * when the buyer confirmed, or is now, by mode.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html step 5
 */
export const completeCheckoutSession: Operation = {
  name: "CompleteCheckoutSession",
  method: "POST",
  path: /^checkoutSessions\/([^/]+)\/complete$/,
  limits: { live: { burst: 20, perSecond: 4 }, sandbox: { burst: 2, perSecond: 1 } },
  run(call) {
    const { world } = call
    const session = sessionOf(call)
    assertAgreedAmounts(session, call.body)
    const outcome = simulatedOutcome(call, session)
    assertCompletable(session)
    const { chargePermissionId, charge } = settle(world, session, outcome)
    const completed = world.sessions.change(session.checkoutSessionId, {
      state: "Completed",
      chargePermissionId,
      chargeId: charge?.chargeId ?? null,
    })
    const status = charge?.state === "AuthorizationInitiated" ? 202 : 200
    return showSession(call, completed, status, world.modes.completeShowsChargePermission)
  },
}

/** How the request wants the session to end; `null` when it says nothing. */
function simulatedOutcome(call: Call, session: CheckoutSession): Outcome | null {
  const code = simulationCode(call, ["BuyerCanceled", "AmazonCanceled", "Declined", "AuthorizationInitiated"])
  if (code === null) return null
  if (code === "AuthorizationInitiated") return pendingOutcome(session)
  if (session.state !== "Open") return null
  throw canceledError(call.world.sessions.cancel(session.checkoutSessionId, code))
}

function pendingOutcome(session: CheckoutSession): Outcome {
  const charge = firstChargeOf(session)
  if (charge && mayBePending(charge)) return { isPending: true, end: "Authorized" }
  throw new ApiError(
    "InvalidSandboxSimulationSpecified",
    "AuthorizationInitiated needs the intent Authorize and canHandlePendingAuthorization",
  )
}

function assertCompletable(session: CheckoutSession): void {
  if (session.state === "Canceled") throw canceledError(session)
  if (session.state === "Completed" || !session.confirmed) throw invalidStatus(session)
}

type Settled = Readonly<{ chargePermissionId: string; charge: Charge | null }>

/** Does what the session is for. */
function settle(world: World, session: CheckoutSession, outcome: Outcome | null): Settled {
  const { checkoutSessionId, request } = session
  if (request.chargePermissionId !== null) return settleUpdate(world, session, request.chargePermissionId)
  const permission = openPermission(world, session)
  if (!permission) throw canceledError(world.sessions.cancel(checkoutSessionId, "Declined"))
  const { chargePermissionId } = permission
  const charge = firstChargeOf(session)
  return { chargePermissionId, charge: charge && beginCharge(world, permission, charge, outcome) }
}

function settleUpdate(world: World, session: CheckoutSession, chargePermissionId: string): Settled {
  if (world.modes.updateEffective === "complete" && !applyUpdate(world, session)) {
    throw canceledError(world.sessions.cancel(session.checkoutSessionId, "AmazonCanceled"))
  }
  return { chargePermissionId, charge: null }
}

function canceledError({ checkoutSessionId, reasonCode }: CheckoutSession): ApiError {
  return new ApiError(
    "CheckoutSessionCanceled",
    `Checkout session ${checkoutSessionId} was canceled: ${reasonCode ?? "unknown"}`,
  )
}
