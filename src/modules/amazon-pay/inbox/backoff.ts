import type { NotificationEntity } from "../persistence/entities"

/** After this many failures a message is dead until an admin replays it. */
export const MAX_ATTEMPTS = 12
/** As long as Amazon is away or slow a message is kept alive at least this long: an outage is not the message's fault. */
const PATIENCE_MS = 3 * 86_400_000
/** Tried this often without ever coming to an end, it ends the processes that try it. */
const MAX_INTERRUPTIONS = 200

const FIRST_SECONDS = 5
const LONGEST_SECONDS = 3600

/**
 * Seconds until a failed message is tried again: doubling from 5 s to an hour, with up to half of it taken off at random
 * so that messages that failed together do not come back together.
 *
 * @param attempts how often it was tried, from 1
 * @param random a number in [0, 1)
 */
export function backoffSeconds(attempts: number, random: number): number {
  const full = Math.min(FIRST_SECONDS * 2 ** (attempts - 1), LONGEST_SECONDS)
  return full * (1 - random / 2)
}

/**
 * Whether a message that failed is not tried any more.
 *
 * @param failure.passing whether what went wrong can pass by itself
 */
export function isGivenUp(
  { attempts, received_at }: Pick<NotificationEntity, "attempts" | "received_at">,
  { passing, now }: { passing: boolean; now: Date },
): boolean {
  if (attempts < MAX_ATTEMPTS) return false
  return !passing || now.getTime() - received_at.getTime() > PATIENCE_MS
}

/** Whether a message was begun so often that beginning once more cannot help. */
export function isWornOut({ attempts }: Pick<NotificationEntity, "attempts">): boolean {
  return attempts > MAX_INTERRUPTIONS
}
