/** After this many failures a message is dead until an admin replays it. */
export const MAX_ATTEMPTS = 12

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
