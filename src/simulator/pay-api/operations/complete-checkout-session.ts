import { object, optional, type Check } from "../../schema"
import type { CheckoutSession } from "../../state/checkout-sessions"
import { applyUpdate, openWallet } from "../../state/settle"
import type { World } from "../../world"
import { ApiError } from "../errors"
import type { Operation } from "../operation"
import { simulationCode } from "../simulation-code"
import { invalidStatus, sessionOf, showSession } from "./checkout-sessions"

const anything: Check<unknown> = (value) => value
const completeBody = object({ chargeAmount: optional(anything), totalOrderAmount: optional(anything) })

/**
 * Complete Checkout Session: a set-up opens the charge permission now; an update was effective when the buyer confirmed,
 * or is now, by mode.
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
    const body = completeBody(call.body, "")
    if (body.chargeAmount !== undefined || body.totalOrderAmount !== undefined) {
      throw new ApiError("AmountMismatch", "The checkout session moves no money; send no amount")
    }
    const canceled = simulationCode(call, ["BuyerCanceled", "AmazonCanceled", "Declined"])
    if (canceled && session.state === "Open") {
      throw canceledError(world.sessions.cancel(session.checkoutSessionId, canceled))
    }
    assertCompletable(session)
    const completed = world.sessions.change(session.checkoutSessionId, {
      state: "Completed",
      chargePermissionId: settle(world, session),
    })
    return showSession(call, completed, 200, world.modes.completeShowsChargePermission)
  },
}

function assertCompletable(session: CheckoutSession): void {
  if (session.state === "Canceled") throw canceledError(session)
  if (session.state === "Completed" || !session.choice) throw invalidStatus(session)
}

/** Does what the session is for and answers the charge permission it is about. */
function settle(world: World, session: CheckoutSession): string {
  const { checkoutSessionId, request } = session
  if (request.chargePermissionId === null) {
    const wallet = openWallet(world, session)
    if (wallet) return wallet.chargePermissionId
    throw canceledError(world.sessions.cancel(checkoutSessionId, "Declined"))
  }
  if (world.modes.updateEffective === "complete" && !applyUpdate(world, session)) {
    throw canceledError(world.sessions.cancel(checkoutSessionId, "AmazonCanceled"))
  }
  return request.chargePermissionId
}

function canceledError({ checkoutSessionId, reasonCode }: CheckoutSession): ApiError {
  return new ApiError(
    "CheckoutSessionCanceled",
    `Checkout session ${checkoutSessionId} was canceled: ${reasonCode ?? "unknown"}`,
  )
}
