import type { World } from "../world"

/** Whatever Amazon does not decide at once it decides after this long, as the cards of its Sandbox do. */
const SETTLING_SECONDS = 30

/** When something that begins now ends by itself. */
export function soon({ clock }: World): Date {
  return new Date(clock.now().getTime() + SETTLING_SECONDS * 1000)
}

/** Whether a time has come. */
export function isDue({ clock }: World, time: Date | null): boolean {
  return time !== null && time.getTime() <= clock.now().getTime()
}
