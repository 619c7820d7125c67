import type { MerchantAccount } from "../options/resolved"
import { apiPath } from "../protocol/api-path"
import { parseChargePermission, type ChargePermission } from "../protocol/charge-permission"
import { parseCheckoutSession, type CheckoutSession } from "../protocol/checkout-session"
import { AmazonPayError } from "../protocol/errors"
import { REGIONS } from "../protocol/regions"
import { signRequest } from "../protocol/sign-request"
import { isTimeout, networkFailure } from "./network-failure"
import { OPERATIONS, type Operation } from "./operations"
import { asAmazonPayError, createResilience, type ResilienceOptions } from "./resilience"
import { readResponse } from "./response"
import type { AwaitTurn, Priority } from "./turns"

/** Amazon Pay's v2 API for one merchant account. Every method throws AmazonPayError and nothing else. */
export type AmazonPayClient = Readonly<{
  getCheckoutSession(checkoutSessionId: string): Promise<CheckoutSession>
  /** Completes a session that moves no money: the body is `{}`. */
  completeCheckoutSession(checkoutSessionId: string, options: { idempotencyKey: string }): Promise<CheckoutSession>
  getChargePermission(chargePermissionId: string, options?: { priority?: Priority }): Promise<ChargePermission>
  /** @param options.closureReason at most 255 characters, shown to the buyer */
  closeChargePermission(
    chargePermissionId: string,
    options: { closureReason: string; cancelPendingCharges?: boolean },
  ): Promise<ChargePermission>
}>

export type ClientDependencies = Partial<ResilienceOptions> & {
  fetch?: typeof fetch
  now?: () => Date
  /** Milliseconds one try may take, body included. */
  timeoutMs?: number
  userAgent?: string
  /** Keeps the account within Amazon's limits. */
  awaitTurn: AwaitTurn
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

type Try = { path: string; body: string; idempotencyKey?: string; signal: AbortSignal }
type Call = { id: string; body?: unknown; idempotencyKey?: string; priority?: Priority }

/**
 * A client with its own retries, limits and circuit breaker and no effect outside itself. Each try is signed anew; all
 * tries of one write carry the same idempotency key.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/introduction.html
 */
export function createAmazonPayClient(account: MerchantAccount, given: ClientDependencies): AmazonPayClient {
  const deps = { ...DEFAULTS, fetch, now: () => new Date(), random: Math.random, ...given }
  const resilience = createResilience(deps)

  async function call(operation: Operation, { id, body, idempotencyKey, priority = "buyer" }: Call): Promise<unknown> {
    if (!PLAIN_ID.test(id)) throw new AmazonPayError("invalid_input", `This is not an id to ask ${operation.name} with`)
    const text = body === undefined ? "" : JSON.stringify(body)
    const path = apiPath(operation.resource(id), account.keys[0].publicKeyId, account.sandbox)
    try {
      return await resilience.execute(async ({ signal }) => {
        await deps.awaitTurn(operation, priority)
        return once(operation, { path, body: text, idempotencyKey, signal })
      })
    } catch (error) {
      throw asAmazonPayError(error, operation.name)
    }
  }

  async function once(operation: Operation, { path, body, idempotencyKey, signal }: Try): Promise<unknown> {
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
    try {
      const response = await deps.fetch(account.endpoints.payApi + path, {
        method: operation.method,
        headers: { ...headers, "user-agent": deps.userAgent ?? "medusa-payment-amazon-pay" },
        body: body || undefined,
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(deps.timeoutMs)]),
      })
      return await readResponse(response, operation.name)
    } catch (error) {
      throw asNetworkError(error, operation.name)
    }
  }

  return {
    async getCheckoutSession(id) {
      const session = parseCheckoutSession(await call(OPERATIONS.getCheckoutSession, { id }))
      return assertAbout(session, session.checkoutSessionId, id.toLowerCase())
    },
    async completeCheckoutSession(id, { idempotencyKey }) {
      const answer = await call(OPERATIONS.completeCheckoutSession, { id, body: {}, idempotencyKey })
      const session = parseCheckoutSession(answer)
      return assertAbout(session, session.checkoutSessionId, id.toLowerCase())
    },
    async getChargePermission(id, { priority } = {}) {
      const permission = parseChargePermission(await call(OPERATIONS.getChargePermission, { id, priority }))
      return assertAbout(permission, permission.chargePermissionId, id)
    },
    async closeChargePermission(id, { closureReason, cancelPendingCharges = false }) {
      const body = { closureReason, cancelPendingCharges }
      const permission = parseChargePermission(await call(OPERATIONS.closeChargePermission, { id, body }))
      return assertAbout(permission, permission.chargePermissionId, id)
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
