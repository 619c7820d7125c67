import { setTimeout as sleep } from "node:timers/promises"

const PATIENCE_MS = 120_000

/**
 * Resolves once something holds.
 *
 * @param holds asked again and again; what it throws is thrown at once
 * @throws Error that names what did not come, after two minutes
 */
export async function eventually(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`)
    await sleep(50)
  }
}
