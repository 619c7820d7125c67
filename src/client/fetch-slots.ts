import { LRUCache } from "lru-cache"
import { AmazonPayError } from "../protocol/errors"

/** What may be fetched of names that strangers choose. */
export type FetchSlots = Readonly<{
  /**
   * Lets one fetch of a name begin; it has to end with `succeed` or `fail`.
   *
   * @param isKnown whether the name was good before; it needs no slot then
   * @throws AmazonPayError `sns_certificate_unavailable` when all slots are taken; the last failure of the name while it
   * is too early to ask again
   */
  begin(name: string, isKnown: boolean): void
  succeed(name: string): void
  fail(name: string, error: unknown): void
}>

type Failure = { error: AmazonPayError; times: number; askAgainAt: number }

/** How long a fetch that came to nothing takes up a slot. */
const SLOT_MS = 60_000
const SLOTS = 10
/** Only for names that were turned away and came back, as those of SNS do. */
const SLOTS_FOR_RETURNING = 5
const MAX_TURNED_AWAY = 5_000
/** More than there can be: every slot, and each certificate that was good before. */
const MAX_FAILED = 100

const REFUSED_FOR_MS = 60_000
/** Less than the 20 seconds after which SNS sends a message again. */
const MISSING_FOR_MS = 15_000
const MISSING_STATUSES: ReadonlySet<number | undefined> = new Set([403, 404])
/** After the first, second, ... failure in a row that may pass. */
const PASSING_FOR_MS = [0, 1_000, 5_000, 15_000] as const

/**
 * Bounds what strangers can make us fetch. Whose message it is shows only once its certificate is there, and whoever knows
 * a topic can send messages that name any certificate; SNS's own names cannot be told from made-up ones.
 *
 * A name whose fetch came to nothing takes up one of ten slots for a minute, and is not asked for again for a while: what
 * is refused for a minute, what does not exist for 15 seconds, anything else at once and then less and less often. A name
 * that is good gives its slot back at once and never needs one again, so that certificates in use are not affected.
 *
 * When all slots are taken, a new certificate of SNS is turned away once: its next message takes one of five more slots,
 * which made-up names do not get to unless they are repeated. Who repeats them too can keep a new certificate out for as
 * long as that goes on; SNS's messages are answered 503 then, and what SNS gives up on is found by reconciliation.
 *
 * @param now milliseconds
 */
export function createFetchSlots(now: () => number): FetchSlots {
  const forAMinute = { ttl: SLOT_MS, ttlResolution: 0, perf: { now } }
  const failed = new LRUCache<string, Failure>({ ...forAMinute, max: MAX_FAILED })
  const turnedAway = new LRUCache<string, true>({ ...forAMinute, max: MAX_TURNED_AWAY })
  const fetching = new Set<string>()

  function assertSlotFor(name: string): void {
    const taken = new Set([...fetching, ...failed.keys()])
    const slots = turnedAway.has(name) ? SLOTS + SLOTS_FOR_RETURNING : SLOTS
    if (taken.has(name) || taken.size < slots) return
    turnedAway.set(name, true)
    throw new AmazonPayError("sns_certificate_unavailable", "Too many unknown signing certificates are asked for")
  }

  return {
    begin(name, isKnown) {
      const failure = failed.get(name)
      if (failure && failure.askAgainAt > now()) throw failure.error
      if (!isKnown) assertSlotFor(name)
      fetching.add(name)
    },
    succeed(name) {
      fetching.delete(name)
      failed.delete(name)
      turnedAway.delete(name)
    },
    fail(name, error) {
      fetching.delete(name)
      if (!(error instanceof AmazonPayError)) return
      const times = (failed.get(name)?.times ?? 0) + 1
      failed.set(name, { error, times, askAgainAt: now() + waitMs(error, times) })
    },
  }
}

function waitMs({ code, status }: AmazonPayError, times: number): number {
  if (code === "sns_refused") return REFUSED_FOR_MS
  if (MISSING_STATUSES.has(status)) return MISSING_FOR_MS
  return PASSING_FOR_MS[Math.min(times, PASSING_FOR_MS.length) - 1] ?? 0
}
