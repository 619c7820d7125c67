import { noteChargesMedusaMissed } from "../payments/charges-medusa-missed"
import { settleOpenOperations } from "../payments/settle-open"
import type { Runtime } from "../runtime"
import { checkWallets } from "./check-wallets"
import { endAbandonedUpdates } from "./end-abandoned-updates"
import { eraseRequested } from "./erase"
import { settlePendingSessions } from "./pending-sessions"
import { takeUpNotifications } from "./take-up-notifications"

export type Reconciled = {
  notifications: number
  updates: number
  erased: number
  sessions: number
  payments: number
  missed: number
  wallets: number
}

/** A run leaves what it cannot do by then to the next one, five minutes after it began. */
const LONGEST_RUN_MS = 4 * 60_000

/**
 * Settles what neither a return nor a notification settled: messages of wallets that are known by now, updates nobody came
 * back from, wallets of customers who are gone, sessions without an outcome, money of which nobody knows whether it moved,
 * charges that Medusa does not know, and wallets that were not looked at for a while. Bounded; what fails does not hold up
 * what comes after it.
 *
 * @throws whatever a part failed with, once all parts were tried
 */
export async function reconcile(runtime: Runtime): Promise<Reconciled> {
  const endsAt = Date.now() + LONGEST_RUN_MS
  const isOver = () => Date.now() >= endsAt
  const failures: unknown[] = []
  const attempt = async (part: () => Promise<number>) => {
    try {
      return await part()
    } catch (error) {
      failures.push(error)
      return 0
    }
  }
  const reconciled = {
    notifications: await attempt(() => takeUpNotifications(runtime)),
    updates: await attempt(() => endAbandonedUpdates(runtime)),
    erased: await attempt(() => eraseRequested(runtime)),
    sessions: await attempt(() => settlePendingSessions(runtime, isOver)),
    payments: await attempt(() => settleOpenOperations(runtime, isOver)),
    missed: await attempt(() => noteChargesMedusaMissed(runtime)),
    wallets: await attempt(() => checkWallets(runtime, isOver)),
  }
  if (failures.length) throw failures[0]
  return reconciled
}
