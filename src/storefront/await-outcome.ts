import type { WalletUpdate } from "../contracts"
import { statusOf } from "./failure"

export type AwaitOutcomeOptions = {
  /** Asks the store for the update: `GET /store/customers/me/amazon-pay/updates/:id`. */
  load: () => Promise<WalletUpdate>
  signal?: AbortSignal
  /** How long to keep asking, in milliseconds; two minutes by default. */
  maxMs?: number
}

const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 10_000
const GROWTH = 1.6

/**
 * Asks about an update, ever more slowly, until it is decided.
 *
 * @returns the update: decided, or as it stood when the time was over
 * @throws the reason of `signal`; what `load` threw, at once where asking again cannot help (HTTP 4xx), else only when
 * the time is over and it never answered
 */
export async function awaitOutcome({ load, signal, maxMs = 120_000 }: AwaitOutcomeOptions): Promise<WalletUpdate> {
  let last: { update: WalletUpdate } | { error: unknown } | null = null
  for (let waited = 0, delay = FIRST_DELAY_MS; ; delay = Math.min(delay * GROWTH, LONGEST_DELAY_MS)) {
    signal?.throwIfAborted()
    try {
      const update = await load()
      if (update.status !== "pending" && update.status !== "started") return update
      last = { update }
    } catch (error) {
      if (isFinal(error)) throw error
      if (!last || "error" in last) last = { error }
    }
    if (waited + delay > maxMs) break
    await sleep(delay, signal)
    waited += delay
  }
  if (last && "update" in last) return last.update
  throw last?.error
}

function isFinal(error: unknown): boolean {
  const status = statusOf(error)
  return status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop)
      resolve()
    }, ms)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    if (signal?.aborted) return stop()
    signal?.addEventListener("abort", stop, { once: true })
  })
}
