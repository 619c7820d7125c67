import { setTimeout as pause } from "node:timers/promises"
import type { WalletImport } from "../../contracts"
import { readImport } from "../../modules/amazon-pay/imports/list-imports"
import { workImports } from "../../modules/amazon-pay/imports/work"
import type { Runtime } from "../../modules/amazon-pay/runtime"
import { CommandFailure, inOneLine } from "../failure"
import type { Terminal } from "../terminal"

const LOOKED_AT_EVERY_MS = 1_000

/**
 * Works an import off at Amazon's rate, together with the store's own processes where they run, until it has ended or a
 * person interrupts. What is done then stays done.
 *
 * @returns the import as it is then
 */
export async function workOff(terminal: Terminal, runtime: Runtime, id: string): Promise<WalletImport> {
  const { interrupted } = terminal
  const work = { isOn: false, failure: null as unknown }
  for (;;) {
    const now = await readImport(runtime, id)
    terminal.progress(progressIn(now))
    if (hasEnded(now) || interrupted.aborted) return now
    if (work.failure) throw brokenOff(work.failure)
    if (!work.isOn) begin(runtime, work)
    await pause(LOOKED_AT_EVERY_MS, undefined, { signal: interrupted }).catch(() => undefined)
  }
}

export function hasEnded({ status }: Pick<WalletImport, "status">): boolean {
  return status === "completed" || status === "canceled"
}

/** It ends when nothing is due just now, and is begun again as long as rows wait. */
function begin(runtime: Runtime, work: { isOn: boolean; failure: unknown }): void {
  work.isOn = true
  workImports(runtime)
    .catch((error: unknown) => (work.failure = error))
    .finally(() => (work.isOn = false))
}

function brokenOff(error: unknown): CommandFailure {
  return new CommandFailure(
    `The import was broken off: ${inOneLine(error)}. Run the same command again; what is done stays done.`,
    { cause: error },
  )
}

/** How many lines of the file, in words. */
export function linesOf(count: number): string {
  return count === 1 ? "1 line" : `${count} lines`
}

function progressIn({ total, remaining, attached, skipped, refused, failed }: WalletImport): string {
  const done = total - remaining
  const percent = total ? Math.floor((done / total) * 100) : 100
  return `${percent} %  ${done} of ${linesOf(total)}: ${attached} attached, ${skipped} attached before, ${refused} refused, ${failed} failed`
}
