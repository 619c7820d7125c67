import { BurstyRateLimiter, RateLimiterMemory, RateLimiterQueue } from "rate-limiter-flexible"
import { AmazonPayError } from "../protocol/errors"
import type { Operation, RateLimit } from "./operations"

/** Callers of one operation that may wait for their turn; more are told to come back. */
const MAX_WAITING = 200

/**
 * Keeps one account within Amazon's limits: a call within the budget goes at once, others wait for their turn.
 *
 * @returns a function that resolves when the operation may be called
 */
export function createRateLimiter(sandbox: boolean): (operation: Operation) => Promise<void> {
  const queues = new Map<string, RateLimiterQueue>()
  return async (operation) => {
    const queue = queues.get(operation.name) ?? createQueue(sandbox ? operation.sandbox : operation.live)
    queues.set(operation.name, queue)
    try {
      await queue.removeTokens(1)
    } catch (cause) {
      throw new AmazonPayError("throttled", `Too many calls of ${operation.name} are waiting`, { cause })
    }
  }
}

function createQueue({ burst, perSecond }: RateLimit): RateLimiterQueue {
  const steady = new RateLimiterMemory({ points: perSecond, duration: 1 })
  const extra = new RateLimiterMemory({
    points: Math.max(burst - perSecond, 1),
    duration: Math.ceil(burst / perSecond),
    keyPrefix: "burst",
  })
  return new RateLimiterQueue(new BurstyRateLimiter(steady, extra), { maxQueueSize: MAX_WAITING })
}
