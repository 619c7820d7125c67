import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  wrap,
  type IPolicy,
} from "cockatiel"
import { AmazonPayError } from "../protocol/errors"

export type ResilienceOptions = {
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

/** No answer of Amazon's makes a buyer wait longer than this between two tries. */
const LONGEST_DELAY_MS = 5_000

const isRetryable = (error: Error) => error instanceof AmazonPayError && error.retryable

/** Only a dead or silent Amazon opens the circuit: being asked to slow down is an answer. */
const isOutage = (error: Error) =>
  error instanceof AmazonPayError && (error.code === "unavailable" || error.code === "timeout")

/** Retries with jitter around a circuit breaker, shared by all calls of one account. */
export function createResilience(options: ResilienceOptions): IPolicy {
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: options.breakForMs,
    breaker: new ConsecutiveBreaker(options.breakAfter),
  })
  const retries = retry(handleWhen(isRetryable), {
    maxAttempts: options.maxRetries,
    backoff: new DelegateBackoff(({ attempt, result }) => {
      const asked = "error" in result && result.error instanceof AmazonPayError ? result.error.retryAfterSeconds : 0
      const backoff = options.retryBaseMs * 2 ** (attempt - 1) * (0.5 + options.random() / 2)
      return Math.min(Math.max((asked ?? 0) * 1000, backoff), LONGEST_DELAY_MS)
    }),
  })
  return wrap(retries, breaker)
}

/** An open circuit, told like any other outage. */
export function asAmazonPayError(error: unknown): unknown {
  if (!(error instanceof BrokenCircuitError)) return error
  return new AmazonPayError("unavailable", "Amazon Pay did not answer several times; it is asked again in a moment", {
    cause: error,
  })
}
