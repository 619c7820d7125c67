import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
  type IPolicy,
} from "cockatiel"
import { AmazonPayError } from "../protocol/errors"

export type ResilienceOptions = {
  /** Milliseconds a call may take with all its waiting and all its tries. */
  budgetMs: number
  /** Tries after the first. */
  maxRetries: number
  /** First delay in milliseconds; doubles each time. */
  retryBaseMs: number
  /** Consecutive failures after which Amazon is left alone for a while. */
  breakAfter: number
  /** How long that is, in milliseconds. */
  breakForMs: number
  random: () => number
}

/** Nobody waits longer than this between two tries. Whom Amazon asks to wait longer is told so, and comes back later. */
const LONGEST_DELAY_MS = 5_000

const isWorthRetrying = (error: Error) =>
  error instanceof AmazonPayError && error.retryable && askedDelayMs(error) <= LONGEST_DELAY_MS

/** Only a dead or silent Amazon opens the circuit: being asked to slow down is an answer. */
const isOutage = (error: Error) =>
  error instanceof AmazonPayError && (error.code === "unavailable" || error.code === "timeout")

/** One budget around retries with jitter around a circuit breaker, shared by all calls of one account. */
export function createResilience(options: ResilienceOptions): IPolicy {
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: options.breakForMs,
    breaker: new ConsecutiveBreaker(options.breakAfter),
  })
  const retries = retry(handleWhen(isWorthRetrying), {
    maxAttempts: options.maxRetries,
    backoff: new DelegateBackoff(({ attempt, result }) => {
      const backoff = options.retryBaseMs * 2 ** (attempt - 1) * (0.5 + options.random() / 2)
      const asked = "error" in result ? askedDelayMs(result.error) : 0
      return Math.min(Math.max(asked, backoff), LONGEST_DELAY_MS)
    }),
  })
  return wrap(timeout(options.budgetMs, TimeoutStrategy.Aggressive), retries, breaker)
}

function askedDelayMs(error: Error): number {
  return error instanceof AmazonPayError ? (error.retryAfterSeconds ?? 0) * 1000 : 0
}

/** An open circuit or a spent budget, told like any other outage. */
export function asAmazonPayError(error: unknown, operation: string): unknown {
  if (error instanceof TaskCancelledError) {
    return new AmazonPayError("timeout", `Amazon did not answer ${operation} in time`)
  }
  if (error instanceof BrokenCircuitError) {
    return new AmazonPayError("unavailable", "Amazon Pay did not answer several times; it is asked again in a moment")
  }
  return error
}
