import type { Clock } from "../state/clock"
import type { Environment } from "../state/merchants"
import { ApiError } from "./errors"

/** Bucket size and refill per second. */
export type Limit = Readonly<{ burst: number; perSecond: number }>
export type Limits = Readonly<Record<Environment, Limit>>

/** Amazon's limits: a bucket per merchant, environment and operation. */
export type Throttle = Readonly<{
  /** @throws ApiError `TooManyRequests` */
  take(caller: string, operation: string, limit: Limit): void
  /** Makes every bucket full again, e.g. when the clock is set. */
  clear(): void
}>

/** @see https://developer.amazon.com/docs/amazon-pay-api-v2/api-throttling-limits.html */
export function createThrottle(clock: Clock): Throttle {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take(caller, operation, { burst, perSecond }) {
      const name = `${caller}/${operation}`
      const now = clock.now().getTime()
      const bucket = buckets.get(name) ?? { tokens: burst, at: now }
      const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond)
      if (tokens < 1) throw new ApiError("TooManyRequests", `The limit of ${operation} is reached; send less often`)
      buckets.set(name, { tokens: tokens - 1, at: now })
    },
    clear: () => buckets.clear(),
  }
}
