import type { Priority } from "../../client/turns"
import type { UpdateSource } from "../../contracts"

const PRIORITIES: Readonly<Record<UpdateSource, Priority>> = {
  return: "buyer",
  admin: "buyer",
  ipn: "notification",
  reconciliation: "reconcile",
}

/**
 * How urgent a call at Amazon is, by what it is made for. Who comes back from Amazon waits for it, and so does an admin;
 * nobody waits for the rest, which never takes what is kept for buyers.
 */
export function priorityOf(source: UpdateSource): Priority {
  return PRIORITIES[source]
}
