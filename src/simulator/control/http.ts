import { errorAnswer, jsonAnswer, type Answer } from "../answer"
import { anyFault } from "../faults/faults"
import { modesInput } from "../modes"
import type { RequestFilter } from "../pay-api/request-log"
import { check, either, invalid, number, object, oneOf, optional, text } from "../schema"
import { buyerInput } from "../state/buyers"
import { CANCEL_REASONS } from "../state/checkout-sessions"
import { merchantSetup } from "../state/merchants"
import { walletChange } from "../state/wallet-changes"
import { chargeChange } from "./charge-changes"
import type { SimulatorControl } from "./control"
import { buyerActionOn, walletInput } from "./inputs"
import { declineInput, refundChange } from "./payments"

type Input = Readonly<{ id: string; body: unknown; query: URLSearchParams }>
type Route = Readonly<{
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** Path after `/_control/`; its one group is an id. */
  path: RegExp
  run(control: SimulatorControl, input: Input): Promise<unknown>
}>

const ipnUrl = object({ url: either(text(), nothing) })
const clock = object({ seconds: number({ min: 0 }) })
const merchant = object({ merchantId: text() })
const canceled = object({ reasonCode: oneOf(CANCEL_REASONS) })
const refund = object({ amount: optional(text()) })
const limit = object({ amount: either(text(), nothing) })
const ofPermission = object({ chargePermissionId: optional(text()) })
const ofCharge = object({ chargeId: optional(text()) })
const filter = object({
  operation: optional(text()),
  method: optional(text()),
  verdict: optional(oneOf(["accepted", "refused", "fault"])),
  merchantId: optional(text()),
  status: optional(text({ pattern: /^\d{3}$/ })),
})

/** The control over HTTP: one resource per noun, JSON in and out. */
const ROUTES: readonly Route[] = [
  route("POST", /^merchants$/, (control, { body }) => control.addMerchant(check(merchantSetup, body))),
  route("PUT", /^merchants\/([^/]+)\/ipn-url$/, (control, { id, body }) =>
    control.setIpnUrl(id, check(ipnUrl, body).url),
  ),
  route("GET", /^buyers$/, (control) => control.buyers()),
  route("POST", /^buyers$/, (control, { body }) => control.createBuyer(check(buyerInput, body ?? {}))),
  route("GET", /^wallets$/, (control) => control.wallets()),
  route("POST", /^wallets$/, (control, { body }) => control.createWallet(check(walletInput, body))),
  route("GET", /^wallets\/([^/]+)$/, (control, { id }) => control.chargePermission(id)),
  route("POST", /^wallets\/([^/]+)\/changes$/, (control, { id, body }) =>
    control.changeWallet(id, check(walletChange, body)),
  ),
  route("POST", /^wallets\/([^/]+)\/declines$/, (control, { id, body }) =>
    control.declineCharges(id, check(declineInput, body)),
  ),
  route("PUT", /^wallets\/([^/]+)\/monthly-limit$/, (control, { id, body }) =>
    control.setMonthlyLimit(id, check(limit, body).amount),
  ),
  route("GET", /^charges$/, (control, { query }) => control.charges(check(ofPermission, Object.fromEntries(query)))),
  route("GET", /^charges\/([^/]+)$/, (control, { id }) => control.charge(id)),
  route("POST", /^charges\/([^/]+)\/changes$/, (control, { id, body }) =>
    control.changeCharge(id, check(chargeChange, body, "change")),
  ),
  route("POST", /^charges\/([^/]+)\/refunds$/, (control, { id, body }) =>
    control.refundCharge(id, check(refund, body ?? {}).amount),
  ),
  route("POST", /^charges\/([^/]+)\/chargebacks$/, (control, { id }) => control.raiseChargeback(id)),
  route("GET", /^refunds$/, (control, { query }) => control.refunds(check(ofCharge, Object.fromEntries(query)))),
  route("GET", /^refunds\/([^/]+)$/, (control, { id }) => control.refund(id)),
  route("POST", /^refunds\/([^/]+)\/changes$/, (control, { id, body }) =>
    control.changeRefund(id, check(refundChange, body, "change")),
  ),
  route("POST", /^act-as-buyer$/, (control, { body }) => {
    const { options, ...action } = check(buyerActionOn, body)
    return control.actAsBuyer(options, action)
  }),
  route("GET", /^checkout-sessions\/([^/]+)$/, (control, { id }) => control.checkoutSession(id)),
  route("POST", /^checkout-sessions\/([^/]+)\/cancel$/, (control, { id, body }) =>
    control.cancelCheckoutSession(id, check(canceled, body).reasonCode),
  ),
  route("GET", /^modes$/, (control) => control.modes()),
  route("PATCH", /^modes$/, (control, { body }) => control.setModes(check(modesInput, body))),
  route("POST", /^faults$/, (control, { body }) => control.addFault(check(anyFault, body))),
  route("DELETE", /^faults$/, (control) => control.clearFaults()),
  route("POST", /^clock$/, async (control, { body }) => ({
    now: await control.advanceClock(check(clock, body).seconds),
  })),
  route("GET", /^requests$/, (control, { query }) => control.requests(filterOf(query))),
  route("DELETE", /^requests$/, (control) => control.clearRequests()),
  route("GET", /^deliveries$/, (control) => control.deliveries()),
  route("POST", /^notifications\/release$/, async (control) => ({ released: await control.releaseNotifications() })),
  route("POST", /^notifications\/settled$/, (control) => control.notificationsSettled()),
  route("POST", /^subscriptions$/, (control, { body }) =>
    control.sendSubscriptionConfirmation(check(merchant, body).merchantId),
  ),
  route("DELETE", /^subscriptions$/, (control, { body }) =>
    control.sendUnsubscribeConfirmation(check(merchant, body).merchantId),
  ),
  route("GET", /^subscriptions$/, (control) => control.confirmedSubscriptions()),
  route("GET", /^snapshot$/, (control) => control.snapshot()),
  route("PUT", /^snapshot$/, (control, { body }) => control.restore(body)),
  route("POST", /^reset$/, (control) => control.reset()),
]

function route(method: Route["method"], path: RegExp, run: Route["run"]): Route {
  return { method, path, run }
}

/** Answers one call of the control API. Whatever the control refuses is a 400 that says why. */
export async function controlAnswer(
  control: SimulatorControl,
  request: { method: string; path: string; query: URLSearchParams; body: Buffer },
): Promise<Answer> {
  for (const { method, path, run } of ROUTES) {
    const match = method === request.method ? path.exec(request.path) : null
    if (!match) continue
    try {
      const input = { id: decodeURIComponent(match[1] ?? ""), body: jsonOf(request.body), query: request.query }
      return jsonAnswer(200, (await run(control, input)) ?? {})
    } catch (error) {
      return errorAnswer(400, "InvalidRequest", error instanceof Error ? error.message : String(error))
    }
  }
  return errorAnswer(404, "ResourceNotFound", `There is no ${request.method} /_control/${request.path}`)
}

function jsonOf(body: Buffer): unknown {
  return body.length ? JSON.parse(body.toString("utf8")) : undefined
}

function filterOf(query: URLSearchParams): RequestFilter {
  const { status, ...texts } = check(filter, Object.fromEntries(query))
  return { ...texts, ...(status !== undefined && { status: Number(status) }) }
}

function nothing(value: unknown, path: string): null {
  if (value === null) return null
  throw invalid(path, "has to be a text or null")
}
