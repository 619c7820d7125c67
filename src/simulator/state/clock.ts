/**
 * Amazon's business time: sessions expire, reads lag and throttles refill by it. What belongs to the transport (the date
 * of a signed request, the time of an SNS message, certificates) keeps the wall clock, so that moving this clock does not
 * make honest requests look old.
 */
export type Clock = Readonly<{
  now(): Date
  /** Moves time forward. */
  advance(seconds: number): void
  /** How far it is ahead of the wall clock, in milliseconds. */
  snapshot(): number
  /** @param aheadMs what `snapshot` answered */
  restore(aheadMs: number): void
}>

/** @param wallClock milliseconds since 1970 */
export function createClock(wallClock: () => number = Date.now): Clock {
  let ahead = 0
  return {
    now: () => new Date(wallClock() + ahead),
    advance(seconds) {
      if (!Number.isFinite(seconds) || seconds < 0) throw new TypeError("The clock only moves forward, by seconds")
      ahead += seconds * 1000
    },
    snapshot: () => ahead,
    restore(aheadMs) {
      ahead = aheadMs
    },
  }
}

/** `yyyyMMddTHHmmssZ`, as Amazon Pay writes every time. */
export function amazonTimestamp(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, "")
}
