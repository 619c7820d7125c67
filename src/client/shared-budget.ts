import {
  BurstyRateLimiter,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from "rate-limiter-flexible"
import type { Attempt } from "./attempt"
import type { Operation, RateLimit } from "./operations"
import { createTurns, type AwaitTurn, type Priority, type TakeTurn } from "./turns"

/** One statement on the database that all processes share. */
export type BudgetStore = Readonly<{ query: (statement: object) => Promise<unknown> }>

export type SharedBudgetOptions = {
  /** Whose budget it is at Amazon: merchant, region and environment. */
  owner: string
  store: BudgetStore
  /** PostgreSQL schema of the table. */
  schema: string
  /** Amazon's limit of an operation for this owner. */
  limitOf: (operation: Operation) => RateLimit
}

/** What is left of Amazon's limits, known to all processes. */
export type SharedBudget = Readonly<{
  awaitTurn: AwaitTurn
  /** Nobody calls the operation before that many seconds have passed, in any process. */
  pause(operation: Operation, seconds: number): Promise<void>
}>

const TABLE = "amazon_pay_budget"

/** What work nobody waits for may take of a budget; the rest is kept for buyers. */
const BACKGROUND_SHARE = 3 / 4
/** How much of its pace the background takes at once, in seconds: what a window loses by being asked late is lost once. */
const BACKGROUND_WINDOW_SECONDS = 1 / 4

const URGENCY: Readonly<Record<Priority, number>> = { buyer: 0, notification: 1, reconcile: 2, import: 3 }

/**
 * Keeps one account within Amazon's limits, together with every other process on the same database. Buyers have a window
 * of their own that nothing else touches, and take from the other one when theirs is used up; the background has only the
 * other one. A call costs one statement. While the database cannot be asked, each process keeps to the limits by itself.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/api-throttling-limits.html
 */
export function createSharedBudget(options: SharedBudgetOptions): SharedBudget {
  const budgets = new Map<string, OperationBudget>()
  const budgetOf = (operation: Operation) => {
    const budget = budgets.get(operation.name) ?? createOperationBudget(operation, options)
    budgets.set(operation.name, budget)
    return budget
  }
  return {
    async awaitTurn(operation, priority) {
      const { buyers, background } = budgetOf(operation)
      await (priority === "buyer" ? buyers : background)(URGENCY[priority])
    },
    async pause(operation, seconds) {
      await budgetOf(operation).pause(seconds)
    },
  }
}

type OperationBudget = { buyers: TakeTurn; background: TakeTurn; pause: (seconds: number) => Promise<void> }

function createOperationBudget(operation: Operation, options: SharedBudgetOptions): OperationBudget {
  const windows = divide(options.limitOf(operation))
  const key = `${options.owner}|${operation.name}`
  const buyers = sharedWindow("buyers", windows.buyers, options)
  const background = sharedWindow("background", windows.background, options)
  const both = new BurstyRateLimiter(buyers, background)
  return {
    buyers: createTurns(operation.name, () => ask(both, key)),
    background: createTurns(operation.name, () => ask(background, key)),
    async pause(seconds) {
      await Promise.all([buyers, background].map((window) => close(window, key, seconds * 1000)))
    },
  }
}

/** How many calls fit into how many milliseconds. */
export type Window = Readonly<{ calls: number; ms: number }>

/**
 * Divides Amazon's bucket into two fixed windows. A window of n calls lets 2n - 1 through in a moment, where the end of one
 * meets the beginning of the next; so the windows together stay within the bucket, and their paces within its refill.
 */
export function divide({ burst, perSecond }: RateLimit): { buyers: Window; background: Window } {
  const pace = perSecond * BACKGROUND_SHARE
  const most = Math.max(Math.floor(burst / 8), 1)
  const background = Math.min(Math.ceil(pace * BACKGROUND_WINDOW_SECONDS), most)
  const buyers = Math.max(Math.floor((burst - (2 * background - 1)) / 2), 1)
  return {
    buyers: { calls: buyers, ms: (buyers / (perSecond - pace)) * 1000 },
    background: { calls: background, ms: (background / pace) * 1000 },
  }
}

function sharedWindow(name: string, { calls, ms }: Window, { store, schema }: SharedBudgetOptions) {
  const limits = { points: calls, duration: seconds(ms), keyPrefix: name }
  return new RateLimiterPostgres({
    ...limits,
    storeClient: store,
    storeType: "client",
    schemaName: schema,
    tableName: TABLE,
    tableCreated: true,
    clearExpiredByTimeout: false,
    inMemoryBlockOnConsumed: calls,
    insuranceLimiter: new RateLimiterMemory(limits),
  })
}

/** The limiter multiplies by a thousand again, and its table takes whole milliseconds only. */
function seconds(ms: number): number {
  let whole = Math.ceil(ms)
  while (!Number.isInteger((whole / 1000) * 1000)) whole += 1
  return whole / 1000
}

/** Takes one call off a budget and answers 0, or in how many milliseconds there is one again. */
async function ask(limiter: Pick<RateLimiterAbstract, "consume">, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(refusal.msBeforeNext, 1)
    throw refusal
  }
}

/** A window that is closed for longer already stays so. */
async function close(window: RateLimiterAbstract, key: string, ms: number): Promise<void> {
  const left = (await window.get(key))?.msBeforeNext ?? 0
  await window.block(key, seconds(Math.max(ms, left)))
}

/** How long nobody calls an operation after Amazon refused it and did not say for how long. */
const PAUSE_SECONDS = 1
const LONGEST_PAUSE_SECONDS = 300

/**
 * Pauses an operation that Amazon has just asked to slow down, for as long as it said: a second at least, five minutes at
 * most.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export async function pauseWhenThrottled(
  budget: Pick<SharedBudget, "pause">,
  { operation, outcome, retryAfterSeconds = PAUSE_SECONDS }: Attempt,
): Promise<void> {
  if (outcome !== "throttled") return
  await budget.pause(operation, Math.min(Math.max(retryAfterSeconds, PAUSE_SECONDS), LONGEST_PAUSE_SECONDS))
}
