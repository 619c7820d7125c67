import { BurstyRateLimiter, RateLimiterMemory, RateLimiterQueue } from "rate-limiter-flexible"
import { AmazonPayError } from "../protocol/errors"
import type { Operation, RateLimit } from "./operations"

/** Who is waiting for an answer. */
export type Priority = "buyer" | "notification" | "reconcile"

/** Resolves when the operation may be called. */
export type AwaitTurn = (operation: Operation, priority: Priority) => Promise<void>

/** Callers of one operation that may wait for their turn; more are told to come back. */
const MAX_WAITING = 200
const LONGEST_WAIT_SECONDS = 10

/** What work nobody waits for may take of a budget; the rest is kept for buyers. */
const BACKGROUND_SHARE = 3 / 4

/**
 * Keeps one account within Amazon's limits: a call within the budget goes at once, others wait for their turn. Work in
 * the background has a smaller budget of its own before it comes to the common one, so buyers never wait behind it.
 */
export function createRateLimiter(sandbox: boolean): AwaitTurn {
  const queues = new Map<string, { all: RateLimiterQueue; background: RateLimiterQueue }>()
  return async (operation, priority) => {
    const { all, background } = queues.get(operation.name) ?? createQueues(sandbox ? operation.sandbox : operation.live)
    queues.set(operation.name, { all, background })
    if (priority !== "buyer") await takeTurn(background, operation)
    await takeTurn(all, operation)
  }
}

async function takeTurn(queue: RateLimiterQueue, operation: Operation): Promise<void> {
  const expiresAt = Math.ceil(Date.now() / 1000) + LONGEST_WAIT_SECONDS
  try {
    await queue.removeTokens(1, undefined, expiresAt)
  } catch {
    throw new AmazonPayError("throttled", `Too many calls of ${operation.name} are waiting`, {
      retryAfterSeconds: LONGEST_WAIT_SECONDS,
    })
  }
}

function createQueues({ burst, perSecond }: RateLimit) {
  const share = Math.max(Math.floor(burst * BACKGROUND_SHARE), 1)
  const background = new RateLimiterMemory({ points: share, duration: share / (perSecond * BACKGROUND_SHARE) })
  return {
    all: new RateLimiterQueue(createBucket(burst, perSecond), { maxQueueSize: MAX_WAITING }),
    background: new RateLimiterQueue(background, { maxQueueSize: MAX_WAITING }),
  }
}

/**
 * Amazon's bucket in fixed windows: half of it flows steadily, half can be taken at once, and both renew at half of
 * Amazon's pace. So the sum stays within the bucket even where the end of one window meets the beginning of the next.
 */
function createBucket(burst: number, perSecond: number): BurstyRateLimiter {
  const steady = Math.max(Math.floor(perSecond / 2), 1)
  const atOnce = Math.max(Math.floor(burst / 2), 1)
  const half = perSecond / 2
  return new BurstyRateLimiter(
    new RateLimiterMemory({ points: steady, duration: steady / half }),
    new RateLimiterMemory({ points: atOnce, duration: atOnce / half, keyPrefix: "at-once" }),
  )
}
