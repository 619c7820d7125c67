import { AmazonPayError } from "../../../protocol"
import type { Runtime } from "../runtime"
import { failureOf } from "../telemetry/failures"
import { traced, type SpanFields } from "../telemetry/spans"
import { noteRun } from "../upkeep/job-runs"
import { burstsOf } from "./bursts"
import { claimDue, type ClaimedMessages } from "./claim"
import { handle } from "./handle"
import { giveBack, keepFor, putOff } from "./settle"

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
  const startedAt = runtime.now()
  drains.set(runtime, drain)
  drain.addLane()
  const taken = await drain.finished()
  await noteRun(runtime, "inbox", startedAt, drain.result()).catch(() => undefined)
  return taken
}

/** Lets this process finish what it has in hand and take up nothing more; what waits stays for others. */
export async function stopDraining(runtime: Runtime): Promise<void> {
  await drains.get(runtime)?.stop()
}

class Drain {
  private readonly lanes = new Set<Promise<void>>()
  private readonly broken: unknown[] = []
  private taken = 0
  private lagSeconds = 0
  private failuresInARow = 0
  private isStopped = false
  private claiming: Promise<unknown> = Promise.resolve()

  constructor(private readonly runtime: Runtime) {}

  /** One more at work, as long as there are not enough. */
  addLane(): void {
    if (this.lanes.size >= LANES || this.isOver()) return
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

  /** How much was worked off and how long the last of it had waited; `null` where there was nothing. */
  result(): Record<string, number> | null {
    return this.taken ? { notifications: this.taken, lag_seconds: this.lagSeconds } : null
  }

  private async work(): Promise<void> {
    while (!this.isOver()) {
      const claimed = await this.claim()
      if (!claimed) return
      if (await this.waits(claimed)) continue
      this.taken += claimed.messages.length
      this.addLane()
      const goesOn = await traced("process notifications", fieldsOf(claimed), (tell) => this.process(claimed, tell))
      if (!goesOn) return
    }
  }

  /** One after the other: two in the same moment would part the messages about one wallet between them. */
  private claim(): Promise<ClaimedMessages | null> {
    const claimed = this.claiming.then(() => claimDue(this.runtime.db))
    this.claiming = claimed.catch(() => undefined)
    return claimed
  }

  /** @returns whether messages were left alone until the burst that they are part of has gone on for a while */
  private async waits(claimed: ClaimedMessages): Promise<boolean> {
    const ms = burstsOf(this.runtime).waitFor(claimed)
    if (ms) await keepFor(this.runtime, claimed.messages, ms)
    return ms > 0
  }

  /** @returns whether to look for more */
  private async process(claimed: ClaimedMessages, tell: (found: SpanFields) => void): Promise<boolean> {
    const stopped = await handle(this.runtime, claimed)
    tell(stopped ? { outcome: "stopped", ...failureOf(stopped.error) } : { outcome: "settled" })
    if (!stopped) {
      burstsOf(this.runtime).noteAnswered(claimed)
      this.failuresInARow = 0
      this.lagSeconds = lagOf(claimed, this.runtime.now())
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

  async stop(): Promise<void> {
    this.isStopped = true
    while (this.lanes.size) await Promise.all(this.lanes)
  }

  private isOver(): boolean {
    return this.isStopped || this.failuresInARow >= OUTAGE_AFTER || !this.runtime.db.isInitialized
  }
}

/** Seconds since the first of messages came. */
function lagOf({ messages }: ClaimedMessages, now: Date): number {
  const first = Math.min(...messages.map(({ received_at }) => received_at.getTime()))
  return Math.max(now.getTime() - first, 0) / 1000
}

function fieldsOf({ messages }: ClaimedMessages): SpanFields {
  const [{ charge_permission_id }] = messages
  return { charge_permission_id: charge_permission_id || null, messages: messages.length }
}

/** Our own budget is spent: Amazon was not asked. */
function isOutOfBudget(error: unknown): error is AmazonPayError {
  return error instanceof AmazonPayError && error.code === "throttled" && error.status === undefined
}
