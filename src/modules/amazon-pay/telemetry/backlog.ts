import type { Backlog } from "../upkeep/backlog"
import { observeGauges } from "./meters"

const WAITING = ["received", "failed", "held", "dead"] as const

/**
 * Shows the backlog as gauges, looked up only when a reader collects. A database that cannot be asked shows nothing.
 *
 * @returns ends it
 */
export function watchBacklog(read: () => Promise<Backlog>): () => void {
  return observeGauges(async (observe) => {
    const backlog = await read().catch(() => null)
    if (!backlog) return
    for (const status of WAITING) observe("inbox", backlog.byStatus[status] ?? 0, { status })
    observe("backlog", backlog.due, {})
    observe("oldest", backlog.oldestDueSeconds, {})
    observe("unsent", backlog.unsentEvents, {})
    observe("updates", backlog.updates.started, { status: "started" })
    observe("updates", backlog.updates.pending, { status: "pending" })
    observe("payments", backlog.payments.unknown, { status: "unknown" })
    observe("payments", backlog.payments.unrecorded, { status: "unrecorded" })
  })
}
