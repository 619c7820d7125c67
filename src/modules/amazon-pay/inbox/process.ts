import { AmazonPayError } from "../../../protocol"
import type { Runtime } from "../runtime"
import { claimDue, type ClaimedMessages } from "./claim"
import { handle } from "./handle"
import { giveBack, putOff } from "./settle"

/** Charge permissions that one process works on at the same time. */
const LANES = 4
/** After so many failures in a row that may pass, Amazon is left alone until the next run. */
const OUTAGE_AFTER = 5

const drains = new WeakMap<Runtime, Drain>()

/**
 * Works off everything that is due, a few charge permissions at a time: any number of messages about one wallet cause one
 * reading. A message that cannot be processed is put off and does not hold up the others. Where this process is at it
 * already, that work takes up what is new, and the caller need not wait.
 *
 * @returns how many messages were taken by this call
 */
export async function drainInbox(runtime: Runtime): Promise<number> {
  const running = drains.get(runtime)
  if (running) {
    running.addLane()
    return 0
  }
  const drain = new Drain(runtime)
  drains.set(runtime, drain)
  drain.addLane()
  return drain.finished()
}

class Drain {
  private readonly lanes = new Set<Promise<void>>()
  private readonly broken: unknown[] = []
  private taken = 0
  private failuresInARow = 0

  constructor(private readonly runtime: Runtime) {}

  /** One more at work, as long as there are not enough. */
  addLane(): void {
    if (this.lanes.size >= LANES || this.isOutage()) return
    const lane = this.work()
      .catch((error: unknown) => void this.broken.push(error))
      .finally(() => this.lanes.delete(lane))
    this.lanes.add(lane)
  }

  /** Ends with the last lane, in the same moment: whoever comes later begins anew. */
  async finished(): Promise<number> {
    while (this.lanes.size) await Promise.all(this.lanes)
    drains.delete(this.runtime)
    if (this.broken.length) throw this.broken[0]
    return this.taken
  }

  private async work(): Promise<void> {
    while (!this.isOutage() && this.runtime.db.isInitialized) {
      const claimed = await claimDue(this.runtime.db)
      if (!claimed) return
      this.taken += claimed.messages.length
      this.addLane()
      const goesOn = await this.process(claimed)
      if (!goesOn) return
    }
  }

  /** @returns whether to look for more */
  private async process(claimed: ClaimedMessages): Promise<boolean> {
    const stopped = await handle(this.runtime, claimed)
    if (!stopped) {
      this.failuresInARow = 0
      return true
    }
    const { messages, error } = stopped
    if (isOutOfBudget(error)) {
      await giveBack(this.runtime, messages, error.retryAfterSeconds ?? 0)
      return false
    }
    if (error instanceof AmazonPayError && error.retryable) this.failuresInARow += 1
    await putOff(this.runtime, messages, error)
    return true
  }

  private isOutage(): boolean {
    return this.failuresInARow >= OUTAGE_AFTER
  }
}

/** Our own budget is spent: Amazon was not asked. */
function isOutOfBudget(error: unknown): error is AmazonPayError {
  return error instanceof AmazonPayError && error.code === "throttled" && error.status === undefined
}
