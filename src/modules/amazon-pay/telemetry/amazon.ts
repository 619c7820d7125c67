import type { Attempt } from "../../../client/attempt"
import type { AwaitTurn } from "../../../client/turns"
import { count, measure } from "./meters"
import { traceAttempt } from "./spans"

/** Counts, measures and traces one request at Amazon. */
export function noteAttempt(attempt: Attempt): void {
  const { operation, priority, outcome, durationMs } = attempt
  const attributes = { operation: operation.name, priority, outcome }
  count("requests", attributes)
  measure("request", durationMs / 1000, attributes)
  traceAttempt(attempt)
}

/** The same turns, with their waiting measured and those counted that did not come in time. */
export function measuredTurns(awaitTurn: AwaitTurn): AwaitTurn {
  return async (operation, priority) => {
    const attributes = { operation: operation.name, priority }
    const startedAt = performance.now()
    try {
      await awaitTurn(operation, priority)
    } catch (error) {
      count("turnedAway", attributes)
      throw error
    } finally {
      measure("turn", (performance.now() - startedAt) / 1000, attributes)
    }
  }
}
