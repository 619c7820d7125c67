import { LRUCache } from "lru-cache"
import type { Runtime } from "../runtime"
import type { ClaimedMessages } from "./claim"

/** So many messages about one wallet at once are a burst. */
const BURST = 10
/** In a burst, a wallet is read this often. */
const EVERY_MS = 10_000
/** Of more wallets that were read lately, the first are forgotten: they are read once more than they had to be. */
const MAX_WALLETS = 1_000

const bursts = new WeakMap<Runtime, Bursts>()

/** Bursts as this process sees them. */
export function burstsOf(runtime: Runtime): Bursts {
  const known = bursts.get(runtime)
  if (known) return known
  const made = new Bursts()
  bursts.set(runtime, made)
  return made
}

/**
 * Many messages about one wallet that come for longer than a reading takes. The first is answered by a reading at once; as
 * long as the burst goes on, one reading answers what comes in ten seconds. What waits is taken up by the next look for
 * work after that: the next message's, or the minutely job's. Fewer messages never wait.
 */
class Bursts {
  private readonly answered = new LRUCache<string, true>({ max: MAX_WALLETS, ttl: EVERY_MS, ttlResolution: 0 })

  /** How long messages about one wallet have to wait, in milliseconds; 0 for those that are to be worked on now. */
  waitFor({ messages }: ClaimedMessages): number {
    if (messages.length < BURST) return 0
    return Math.max(this.answered.getRemainingTTL(messages[0].charge_permission_id), 0)
  }

  /** Notes that messages about one wallet were answered just now. */
  noteAnswered({ messages }: ClaimedMessages): void {
    const [{ charge_permission_id }] = messages
    if (charge_permission_id) this.answered.set(charge_permission_id, true)
  }
}
