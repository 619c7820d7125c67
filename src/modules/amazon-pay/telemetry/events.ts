import { count } from "./meters"

/** Counts events that were handed to the bus. */
export function countEmitted(events: readonly { name: string }[]): void {
  for (const { name } of events) count("emitted", { event: name })
}
