import { setTimeout as sleep } from "node:timers/promises"
import { AmazonPayError } from "../protocol/errors"
import type { Operation } from "./operations"

/** Who is waiting for an answer. */
export type Priority = "buyer" | "notification" | "reconcile" | "import"

/**
 * Resolves when the operation may be called.
 *
 * @throws AmazonPayError `throttled` when the turn does not come in time
 */
export type AwaitTurn = (operation: Operation, priority: Priority) => Promise<void>

/** Callers of one operation that may wait in this process; more are told to come back. */
const MAX_WAITING = 200
const LONGEST_WAIT_MS = 10_000

type Waiting = { urgency: number; until: number; resolve: () => void; reject: (error: unknown) => void }

/**
 * Resolves when it is this caller's turn.
 *
 * @param urgency the lower, the sooner
 * @throws AmazonPayError `throttled` when too many wait already, or the turn does not come within ten seconds
 */
export type TakeTurn = (urgency: number) => Promise<void>

/**
 * Lets the callers of one operation through as its budget allows: the most urgent first, and only one at a time asks the
 * budget. Who cannot get a turn in time is told so as soon as that is known.
 *
 * @param name what is waited for, for the error's text
 * @param askBudget takes one call off the budget and answers 0, or answers in how many milliseconds to ask again
 */
export function createTurns(name: string, askBudget: () => Promise<number>): TakeTurn {
  let waiting: Waiting[] = []
  let opensAt = 0
  let serving = false

  function comeBack(): AmazonPayError {
    const seconds = Math.ceil(Math.max(opensAt - Date.now(), LONGEST_WAIT_MS) / 1000)
    return new AmazonPayError("throttled", `Too many calls of ${name} are waiting`, { retryAfterSeconds: seconds })
  }

  function refuseHopeless(): void {
    const earliest = Math.max(opensAt, Date.now())
    const hopeless = waiting.filter(({ until }) => until <= earliest)
    waiting = waiting.filter(({ until }) => until > earliest)
    for (const { reject } of hopeless) reject(comeBack())
  }

  async function serve(): Promise<void> {
    if (serving) return
    serving = true
    while (waiting.length) {
      const ms = await askBudget().catch((error: unknown) => {
        waiting.shift()?.reject(error)
        return 1
      })
      if (ms === 0) waiting.shift()?.resolve()
      opensAt = Date.now() + ms
      refuseHopeless()
      if (ms > 0 && waiting.length) await sleep(ms)
    }
    serving = false
  }

  return (urgency) =>
    new Promise((resolve, reject) => {
      const until = Date.now() + LONGEST_WAIT_MS
      if (waiting.length >= MAX_WAITING || opensAt >= until) return reject(comeBack())
      const behind = waiting.findIndex((other) => other.urgency > urgency)
      waiting.splice(behind < 0 ? waiting.length : behind, 0, { urgency, until, resolve, reject })
      void serve()
    })
}
