import type { UpdateStatus } from "../../../contracts"

const RANKS: Readonly<Record<UpdateStatus, number>> = {
  started: 0,
  pending: 1,
  expired: 2,
  canceled: 2,
  declined: 2,
  failed: 2,
  completed: 3,
}

/** Where a status goes when something new is learned: never back, and a verified success over everything. */
export function nextStatus(current: UpdateStatus, learned: UpdateStatus): UpdateStatus {
  return RANKS[learned] >= RANKS[current] ? learned : current
}

/** Whether the update can still be started again or finished as if nothing had happened. */
export function isOpen(status: UpdateStatus): boolean {
  return RANKS[status] < RANKS.expired
}
