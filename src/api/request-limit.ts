import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"
import { createPlaces } from "./senders"

const WINDOW_SECONDS = 60

/** Whoever is counted has one of so many places: the memory this takes has an end. */
const PLACES = 2 ** 16

/** What has to be known to answer a request that is one too many. */
export type Overrun = Readonly<{
  /** Seconds until there may be another one. */
  retryAfterSeconds: number
  /** Whether this is the first one too many in its minute: the one that is worth a line in the log. */
  isFirst: boolean
}>

/** Counts requests by who makes them. Each process counts for itself. */
export type RequestLimit = Readonly<{
  /**
   * Counts one request.
   *
   * @returns `null` while there may be more
   */
  count(requester: string): Promise<Overrun | null>
}>

/**
 * A limit on requests in a minute.
 *
 * @param most may be made by one requester
 * @param places in which requesters are counted
 */
export function createRequestLimit(most: number, places = PLACES): RequestLimit {
  const limiter = new RateLimiterMemory({ points: most, duration: WINDOW_SECONDS })
  const placeOf = createPlaces(places)
  return {
    async count(requester) {
      try {
        await limiter.consume(placeOf(requester))
        return null
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        return {
          retryAfterSeconds: Math.max(Math.ceil(refusal.msBeforeNext / 1000), 1),
          isFirst: refusal.consumedPoints === most + 1,
        }
      }
    },
  }
}
