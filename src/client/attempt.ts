import type { AmazonPayErrorCode } from "../protocol/errors"
import type { Operation } from "./operations"
import type { Priority } from "./turns"

/** What became of one request: answered, refused for good, or failed in a way that may pass. */
export type AttemptOutcome = "ok" | "refused" | "throttled" | "unavailable" | "timeout" | "invalid"

/** One request that was sent to Amazon. A call makes several when it tries again, and none while the circuit is open. */
export type Attempt = Readonly<{
  operation: Operation
  priority: Priority
  outcome: AttemptOutcome
  /** HTTP status, if there was an answer. */
  status?: number
  /** Seconds Amazon asked us to wait. */
  retryAfterSeconds?: number
  /** Amazon's id of the request, if there was an answer with one. */
  requestId?: string
  /** From sending the request until its answer was read. The wait for a turn is not part of it. */
  durationMs: number
}>

const OUTCOMES: Partial<Record<AmazonPayErrorCode, AttemptOutcome>> = {
  request_refused: "refused",
  throttled: "throttled",
  unavailable: "unavailable",
  timeout: "timeout",
}

/** The outcome of a request that failed with this code. */
export function outcomeOf(code: AmazonPayErrorCode): AttemptOutcome {
  return OUTCOMES[code] ?? "invalid"
}
