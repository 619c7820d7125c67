import { jsonAnswer, type Answer } from "../../answer"
import type { ShownChargePermission } from "../../modes"
import { flag, object, oneOf, optional } from "../../schema"
import type { CheckoutSession } from "../../state/checkout-sessions"
import { ApiError } from "../errors"
import { namedChargePermission } from "../named-charge-permission"
import type { Call, Operation } from "../operation"
import { showCheckoutSession } from "../show-checkout-session"
import { merchantMetadata, readCheckoutRequest, shopUrl } from "../validate/checkout-request"
import { assertMayOpen } from "../validate/checkout-rules"

const ID = "([^/]+)"

/** @see https://developer.amazon.com/docs/amazon-pay-api-v2/checkout-session.html */
export const createCheckoutSession: Operation = {
  name: "CreateCheckoutSession",
  method: "POST",
  path: /^checkoutSessions$/,
  limits: { live: { burst: 40, perSecond: 16 }, sandbox: { burst: 5, perSecond: 1 } },
  requiresIdempotencyKey: true,
  run(call) {
    const { world, caller, body } = call
    const { merchant, environment } = caller
    const opening = {
      merchant,
      environment,
      productType: "PayAndShip",
      request: readCheckoutRequest(body, environment),
    } as const
    assertMayOpen(world, opening)
    const session = world.sessions.open({ ...opening, merchantId: merchant.merchantId, region: merchant.region })
    world.visits.open(session.checkoutSessionId)
    return showSession(call, session, 201, world.modes.getShowsChargePermission)
  },
}

export const getCheckoutSession: Operation = {
  name: "GetCheckoutSession",
  method: "GET",
  path: new RegExp(`^checkoutSessions/${ID}$`),
  limits: { live: { burst: 40, perSecond: 8 }, sandbox: { burst: 10, perSecond: 1 } },
  run: (call) => showSession(call, sessionOf(call), 200, call.world.modes.getShowsChargePermission),
}

export const updateCheckoutSession: Operation = {
  name: "UpdateCheckoutSession",
  method: "PATCH",
  path: new RegExp(`^checkoutSessions/${ID}$`),
  limits: { live: { burst: 20, perSecond: 8 }, sandbox: { burst: 5, perSecond: 1 } },
  run(call) {
    const { world, caller, body } = call
    const session = sessionOf(call)
    const change = updateBody(caller.environment)(body, "")
    if (session.state !== "Open") throw invalidStatus(session)
    const { request } = session
    const updated = world.sessions.change(session.checkoutSessionId, {
      request: {
        ...request,
        webCheckoutDetails: { ...request.webCheckoutDetails, ...change.webCheckoutDetails },
        paymentDetails: { ...request.paymentDetails, ...change.paymentDetails },
        merchantMetadata: change.merchantMetadata ?? request.merchantMetadata,
        setupOnly: change.paymentMethodOnFileMetadata?.setupOnly ?? request.setupOnly,
      },
    })
    return showSession(call, updated, 200, world.modes.getShowsChargePermission)
  },
}

function updateBody(environment: Call["caller"]["environment"]) {
  const url = optional(shopUrl(environment))
  return object({
    webCheckoutDetails: optional(
      object({ checkoutReviewReturnUrl: url, checkoutResultReturnUrl: url, checkoutCancelUrl: url }),
    ),
    paymentDetails: optional(
      object({ paymentIntent: optional(oneOf(["Confirm"])), canHandlePendingAuthorization: optional(flag()) }),
    ),
    merchantMetadata: optional(merchantMetadata),
    paymentMethodOnFileMetadata: optional(object({ setupOnly: flag() })),
  })
}

/**
 * A session of the caller. Anybody else's is as unknown as one that does not exist.
 *
 * @throws ApiError `ResourceNotFound`
 */
export function sessionOf({ world, caller, id }: Call): CheckoutSession {
  const session = world.sessions.get(id)
  const isTheirs = session?.merchantId === caller.merchant.merchantId && session.environment === caller.environment
  if (session && isTheirs) return session
  throw new ApiError("ResourceNotFound", `Checkout session ${id} does not exist`)
}

export function invalidStatus({ checkoutSessionId, state }: CheckoutSession): ApiError {
  return new ApiError(
    "InvalidCheckoutSessionStatus",
    `Checkout session ${checkoutSessionId} is in state ${state}, in which this cannot be done`,
  )
}

/** A session as the caller sees it in the current mode. */
export function showSession(
  { world, baseUrl }: Call,
  session: CheckoutSession,
  status: number,
  shown: ShownChargePermission,
): Answer {
  const visit = session.choice ? undefined : world.visits.ofSession(session.checkoutSessionId)
  return jsonAnswer(
    status,
    showCheckoutSession(world, session, {
      chargePermissionId: namedChargePermission(world, session, shown),
      redirectUrl: visit ? `${baseUrl}/checkout/${visit.token}` : null,
    }),
  )
}
