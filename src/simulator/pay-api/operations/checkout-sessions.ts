import { jsonAnswer, type Answer } from "../../answer"
import type { ShownChargePermission } from "../../modes"
import { REGION_FACTS } from "../../regions"
import { flag, object, optional } from "../../schema"
import { isSameRequestedPayment, type CheckoutRequest, type CheckoutSession } from "../../state/checkout-sessions"
import { ApiError } from "../errors"
import { namedChargePermission } from "../named-charge-permission"
import type { Call, Operation } from "../operation"
import { showCheckoutSession } from "../show-checkout-session"
import { merchantMetadata, readCheckoutRequest, shopUrl } from "../validate/checkout-request"
import { assertMayOpen } from "../validate/checkout-rules"
import { assertPayable, assertPaymentDetails, paymentDetails } from "../validate/payment-details"

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
    const { merchantId, region } = merchant
    const session = world.sessions.open({ ...opening, merchantId, region, ledgerCurrency: ledgerCurrencyOf(merchant) })
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
    const request = merged(session.request, change)
    assertPaymentDetails(request)
    assertPayable(caller.merchant, request)
    if (session.confirmed && !isSameRequestedPayment(session.request, request)) throw invalidStatus(session)
    const updated = world.sessions.change(session.checkoutSessionId, { request })
    return showSession(call, updated, 200, world.modes.getShowsChargePermission)
  },
}

function updateBody(environment: Call["caller"]["environment"]) {
  const url = optional(shopUrl(environment))
  return object({
    webCheckoutDetails: optional(
      object({ checkoutReviewReturnUrl: url, checkoutResultReturnUrl: url, checkoutCancelUrl: url }),
    ),
    paymentDetails: optional(paymentDetails),
    merchantMetadata: optional(merchantMetadata),
    paymentMethodOnFileMetadata: optional(object({ setupOnly: flag() })),
  })
}

/** What the request is after a change, which names only what it changes. */
function merged(request: CheckoutRequest, change: ReturnType<ReturnType<typeof updateBody>>): CheckoutRequest {
  return {
    ...request,
    webCheckoutDetails: { ...request.webCheckoutDetails, ...change.webCheckoutDetails },
    paymentDetails: { ...request.paymentDetails, ...change.paymentDetails },
    merchantMetadata: change.merchantMetadata ?? request.merchantMetadata,
    setupOnly: change.paymentMethodOnFileMetadata?.setupOnly ?? request.setupOnly,
  }
}

function ledgerCurrencyOf({ region }: Call["caller"]["merchant"]): string {
  return REGION_FACTS[region].ledgerCurrencies[0] ?? ""
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
  const visit = session.confirmed ? undefined : world.visits.ofSession(session.checkoutSessionId)
  return jsonAnswer(
    status,
    showCheckoutSession(world, session, {
      chargePermissionId: namedChargePermission(world, session, shown),
      redirectUrl: visit ? `${baseUrl}/checkout/${visit.token}` : null,
    }),
  )
}
