import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { asking } from "./quick"

/** A process one of whose answers from Amazon is on its way for as long as a test wants. */
export type Holding = {
  runtime: Runtime
  /** Resolves when Amazon has decided the request, and nothing of it has arrived yet. */
  decided: Promise<void>
  /** Lets the answer arrive. */
  release: () => void
}

/**
 * Holds back Amazon's first answer to requests whose path ends like this.
 *
 * @param ending e.g. `/complete`, an id, or a pattern where the id is not known yet
 */
export function holding(runtime: Runtime, ending: string | RegExp): Holding {
  const isHeld = (url: string) => (typeof ending === "string" ? url.endsWith(ending) : ending.test(url))
  let decide = () => {}
  let release = () => {}
  const decided = new Promise<void>((resolve) => (decide = resolve))
  const released = new Promise<void>((resolve) => (release = resolve))
  const heldFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    if (!isHeld(String(input))) return response
    decide()
    await released
    return response
  }
  return { runtime: asking(runtime, { fetch: heldFetch }), decided, release }
}
