import { AmazonPayError } from "../../../protocol"
import { backoffSeconds, MAX_ATTEMPTS } from "../inbox/backoff"
import type { Runtime } from "../runtime"
import { failureInWords } from "../telemetry/failures"
import { say } from "../telemetry/say"
import { attachRow } from "./attach-row"
import { claimRow, type ClaimedRow } from "./claim-row"
import { finishImports } from "./finish-imports"
import { giveRowBack, putRowOff, settleRow } from "./settle-row"

/**
 * Rows that one process works on at the same time: enough to use up what Amazon allows, and so few that those of several
 * processes get their turn in time even at the sandbox's pace.
 */
const LANES = 2
/** After so many failures in a row that may pass, Amazon is left alone until the next run. */
const OUTAGE_AFTER = 5
/** A row that was begun so often without ever coming to an end is what ends the processes. */
const MOST_INTERRUPTIONS = 2 * MAX_ATTEMPTS

type Run = { again: boolean; failuresInARow: number }

const runs = new WeakMap<Runtime, Run>()

/**
 * Works off the rows of all imports that are due, at the pace that Amazon's limits leave to work nobody waits for. Where
 * this process is at it already, that work takes up what is new, and the caller need not wait. When the application stops,
 * what is under way is left to another process.
 *
 * @returns how many rows were taken by this call
 */
export async function workImports(runtime: Runtime): Promise<number> {
  const running = runs.get(runtime)
  if (running) {
    running.again = true
    return 0
  }
  const run: Run = { again: false, failuresInARow: 0 }
  runs.set(runtime, run)
  try {
    let taken = 0
    do {
      run.again = false
      taken += await runLanes(runtime, run)
    } while (run.again && goesOn(runtime, run))
    return taken
  } finally {
    runs.delete(runtime)
  }
}

async function runLanes(runtime: Runtime, run: Run): Promise<number> {
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, () => workLane(runtime, run)))
  const broken = lanes.find((lane) => lane.status === "rejected")
  if (!runtime.db.isInitialized) return 0
  if (broken) throw broken.reason
  await finishImports(runtime)
  return lanes.reduce((sum, lane) => sum + (lane.status === "fulfilled" ? lane.value : 0), 0)
}

async function workLane(runtime: Runtime, run: Run): Promise<number> {
  let taken = 0
  while (goesOn(runtime, run)) {
    const row = await claimRow(runtime.db)
    if (!row) break
    taken += 1
    const isInBudget = await workRow(runtime, run, row)
    await finishImports(runtime, row.import_id)
    if (!isInBudget) break
  }
  return taken
}

function goesOn({ db }: Runtime, { failuresInARow }: Run): boolean {
  return failuresInARow < OUTAGE_AFTER && db.isInitialized
}

/** @returns `false` when our own budget is spent */
async function workRow(runtime: Runtime, run: Run, row: ClaimedRow): Promise<boolean> {
  if (row.attempts > MOST_INTERRUPTIONS) {
    await giveUp(runtime, row, new Error("it was begun too often and never ended"))
    return true
  }
  try {
    await attachRow(runtime, row)
    run.failuresInARow = 0
    return true
  } catch (error) {
    if (isOutOfBudget(error)) {
      await giveRowBack(runtime.db, row, error.retryAfterSeconds ?? 0)
      return false
    }
    if (error instanceof AmazonPayError) run.failuresInARow += 1
    await (row.attempts < MAX_ATTEMPTS ? retryLater(runtime, row, error) : giveUp(runtime, row, error))
    return true
  }
}

/** Amazon was not asked. */
function isOutOfBudget(error: unknown): error is AmazonPayError {
  return error instanceof AmazonPayError && error.code === "throttled" && error.status === undefined
}

async function retryLater(runtime: Runtime, row: ClaimedRow, error: unknown): Promise<void> {
  const asked = error instanceof AmazonPayError ? (error.retryAfterSeconds ?? 0) : 0
  const seconds = Math.max(backoffSeconds(row.attempts, Math.random()), asked)
  say(runtime.logger, "warn", "a row of an import is tried again later", {
    ...placeOf(row),
    seconds: Math.ceil(seconds),
    ...failureInWords(error),
  })
  await putRowOff(runtime.db, row, seconds)
}

async function giveUp(runtime: Runtime, row: ClaimedRow, error: unknown): Promise<void> {
  say(runtime.logger, "error", "a row of an import is given up", { ...placeOf(row), ...failureInWords(error) })
  const code = error instanceof AmazonPayError ? "amazon_unavailable" : "internal_error"
  await settleRow(runtime.db, row, { status: "failed", code })
}

function placeOf({ import_id, line, charge_permission_id }: ClaimedRow) {
  return { import_id, line, charge_permission_id }
}
