import type { MerchantAccount } from "../options/resolved"
import { apiPath } from "../protocol/api-path"
import { parseCharge, type Charge, type ChargeRequest } from "../protocol/charge"
import { parseChargePermission, type ChargePermission } from "../protocol/charge-permission"
import { parseCheckoutSession, type CheckoutSession } from "../protocol/checkout-session"
import { AmazonPayError } from "../protocol/errors"
import type { Money } from "../protocol/money"
import { parseRefund, type Refund } from "../protocol/refund"
import { REGIONS } from "../protocol/regions"
import { signRequest } from "../protocol/sign-request"
import { outcomeOf, type Attempt } from "./attempt"
import { isTimeout, networkFailure } from "./network-failure"
import { OPERATIONS, type Operation } from "./operations"
import { asAmazonPayError, createResilience, type ResilienceOptions } from "./resilience"
import { readResponse, requestIdOf } from "./response"
import type { AwaitTurn, Priority } from "./turns"

/** Who waits for a call; a buyer unless said otherwise. */
type Waiting = { priority?: Priority }

/** A write that Amazon does once for one key, however often it is asked. `turn` is one that was asked for before. */
type Once = Waiting & { idempotencyKey: string; turn?: Promise<void> }

/** Amazon Pay's v2 API for one merchant account. Every method throws AmazonPayError and nothing else. */
export type AmazonPayClient = Readonly<{
  getCheckoutSession(checkoutSessionId: string, options?: Waiting): Promise<CheckoutSession>
  /** @param options.chargeAmount what a purchase costs; a session that moves no money is completed with `{}` */
  completeCheckoutSession(checkoutSessionId: string, options: Once & { chargeAmount?: Money }): Promise<CheckoutSession>
  /** @param options.whileWaiting called whenever the request is out */
  getChargePermission(
    chargePermissionId: string,
    options?: Waiting & { whileWaiting?: () => void },
  ): Promise<ChargePermission>
  /** @param options.closureReason at most 255 characters, shown to the buyer */
  closeChargePermission(
    chargePermissionId: string,
    options: Waiting & { closureReason: string; cancelPendingCharges?: boolean },
  ): Promise<ChargePermission>
  createCharge(request: ChargeRequest, options: Once): Promise<Charge>
  getCharge(chargeId: string, options?: Waiting): Promise<Charge>
  captureCharge(chargeId: string, options: Once & { captureAmount: Money }): Promise<Charge>
  /** @param options.cancellationReason at most 255 characters */
  cancelCharge(chargeId: string, options: Waiting & { cancellationReason: string }): Promise<Charge>
  createRefund(request: { chargeId: string; refundAmount: Money }, options: Once): Promise<Refund>
  getRefund(refundId: string, options?: Waiting): Promise<Refund>
  /**
   * Asks for the turn of a call that follows within seconds. Its first try takes it; another try asks for one of its own.
   *
   * @throws AmazonPayError `throttled`
   */
  turnFor(operation: keyof typeof OPERATIONS, options?: Waiting): Promise<void>
}>

export type ClientDependencies = Partial<ResilienceOptions> & {
  fetch?: typeof fetch
  now?: () => Date
  /** Milliseconds one try may take, body included. */
  timeoutMs?: number
  userAgent?: string
  /** Keeps the account within Amazon's limits. */
  awaitTurn: AwaitTurn
  /** Told about every request, and waited for before anything else happens. What it throws changes nothing. */
  onAttempt?: (attempt: Attempt) => void | Promise<void>
}

const DEFAULTS = {
  budgetMs: 20_000,
  timeoutMs: 6_000,
  maxRetries: 3,
  retryBaseMs: 250,
  breakAfter: 8,
  breakForMs: 10_000,
}

/** What can be one segment of a path and mean nothing else there. */
const PLAIN_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/

type Try = Pick<Call, "idempotencyKey" | "whileWaiting"> & {
  path: string
  body: string
  priority: Priority
  signal: AbortSignal
}
type Call = Partial<Once> & { id?: string; body?: unknown; whileWaiting?: () => void }

/**
 * A client with its own retries, limits and circuit breaker and no effect outside itself. Each try is signed anew; all
 * tries of one write carry the same idempotency key.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/introduction.html
 */
export function createAmazonPayClient(account: MerchantAccount, given: ClientDependencies): AmazonPayClient {
  const deps = { ...DEFAULTS, fetch, now: () => new Date(), random: Math.random, ...given }
  const resilience = createResilience(deps)

  async function call(
    operation: Operation,
    { id = "", body, idempotencyKey, priority = "buyer", turn, whileWaiting }: Call,
  ): Promise<unknown> {
    if (operation.resource.length && !PLAIN_ID.test(id))
      throw new AmazonPayError("invalid_input", `This is not an id to ask ${operation.name} with`)
    const text = body === undefined ? "" : JSON.stringify(body)
    const turns = turn ? [turn] : []
    const nextTurn = () => turns.pop() ?? deps.awaitTurn(operation, priority)
    const path = apiPath(operation.resource(id), account.keys[0].publicKeyId, account.sandbox)
    try {
      return await resilience.execute(async ({ signal }) => {
        await nextTurn()
        return once(operation, { path, body: text, idempotencyKey, priority, signal, whileWaiting })
      })
    } catch (error) {
      throw asAmazonPayError(error, operation.name)
    }
  }

  async function once(operation: Operation, request: Try): Promise<unknown> {
    const { path, body, idempotencyKey, priority, signal, whileWaiting } = request
    const headers = await signRequest(
      {
        method: operation.method,
        path,
        body,
        host: REGIONS[account.region].apiHost,
        region: account.region,
        date: deps.now(),
        algorithm: account.algorithm,
        idempotencyKey,
      },
      account.keys[0],
    )
    const startedAt = performance.now()
    const tell = (ended: Omit<Attempt, "operation" | "priority" | "durationMs">) =>
      report({ operation, priority, ...ended, durationMs: performance.now() - startedAt })
    try {
      const responding = deps.fetch(account.endpoints.payApi + path, {
        method: operation.method,
        headers: { ...headers, "user-agent": deps.userAgent ?? "medusa-payment-amazon-pay" },
        body: body || undefined,
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(deps.timeoutMs)]),
      })
      whileWaiting?.()
      const response = await responding
      const answer = await readResponse(response, operation.name)
      await tell({ outcome: "ok", status: response.status, requestId: requestIdOf(response) })
      return answer
    } catch (error) {
      const failure = asNetworkError(error, operation.name)
      const { code, status, retryAfterSeconds, requestId } = failure
      await tell({ outcome: outcomeOf(code), status, retryAfterSeconds, requestId })
      throw failure
    }
  }

  /** Whoever listens has its own ways to tell what is wrong with it. */
  async function report(attempt: Attempt): Promise<void> {
    try {
      await deps.onAttempt?.(attempt)
    } catch {
      return
    }
  }

  return {
    async getCheckoutSession(id, { priority } = {}) {
      const session = parseCheckoutSession(await call(OPERATIONS.getCheckoutSession, { id, priority }))
      return assertAbout(session, session.checkoutSessionId, id.toLowerCase())
    },
    async completeCheckoutSession(id, { chargeAmount, ...once }) {
      const body = { chargeAmount }
      const session = parseCheckoutSession(await call(OPERATIONS.completeCheckoutSession, { id, body, ...once }))
      return assertAbout(session, session.checkoutSessionId, id.toLowerCase())
    },
    async getChargePermission(id, waiting = {}) {
      const permission = parseChargePermission(await call(OPERATIONS.getChargePermission, { id, ...waiting }))
      return assertAbout(permission, permission.chargePermissionId, id)
    },
    async closeChargePermission(id, { closureReason, cancelPendingCharges = false, priority }) {
      const body = { closureReason, cancelPendingCharges }
      const permission = parseChargePermission(await call(OPERATIONS.closeChargePermission, { id, body, priority }))
      return assertAbout(permission, permission.chargePermissionId, id)
    },
    async createCharge(body, once) {
      const charge = parseCharge(await call(OPERATIONS.createCharge, { body, ...once }))
      return assertAbout(charge, charge.chargePermissionId, body.chargePermissionId)
    },
    async getCharge(id, { priority } = {}) {
      const charge = parseCharge(await call(OPERATIONS.getCharge, { id, priority }))
      return assertAbout(charge, charge.chargeId, id)
    },
    async captureCharge(id, { captureAmount, ...once }) {
      const body = { captureAmount }
      const charge = parseCharge(await call(OPERATIONS.captureCharge, { id, body, ...once }))
      return assertAbout(charge, charge.chargeId, id)
    },
    async cancelCharge(id, { cancellationReason, priority }) {
      const charge = parseCharge(await call(OPERATIONS.cancelCharge, { id, body: { cancellationReason }, priority }))
      return assertAbout(charge, charge.chargeId, id)
    },
    async createRefund(body, once) {
      const refund = parseRefund(await call(OPERATIONS.createRefund, { body, ...once }))
      return assertAbout(refund, refund.chargeId, body.chargeId)
    },
    async getRefund(id, { priority } = {}) {
      const refund = parseRefund(await call(OPERATIONS.getRefund, { id, priority }))
      return assertAbout(refund, refund.refundId, id)
    },
    turnFor(operation, { priority = "buyer" } = {}) {
      return deps.awaitTurn(OPERATIONS[operation], priority)
    },
  }
}

function assertAbout<T>(answer: T, answeredId: string, askedId: string): T {
  if (answeredId === askedId) return answer
  throw new AmazonPayError("invalid_response", "Amazon answered about another object than the one asked for")
}

/** A connection that failed, told without what fetch knows about the request. */
function asNetworkError(error: unknown, operation: string): AmazonPayError {
  if (error instanceof AmazonPayError) return error
  if (isTimeout(error)) return new AmazonPayError("timeout", `Amazon did not answer ${operation} in time`)
  return new AmazonPayError("unavailable", `Amazon could not be reached for ${operation} (${networkFailure(error)})`)
}
