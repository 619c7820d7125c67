import type { ReadLag } from "../modes"
import type { Clock } from "./clock"

type Waiting<T> = { value: T; readsLeft: number; visibleAt: number }

/** A value whose readers may still see an older version after a change. */
export type Lagging<T> = Readonly<{
  /** The truth. */
  current(): T
  /** What a reader sees; counts as a read. */
  read(): T
  change(value: T): void
}>

/** @param lag how long a change made now stays hidden from readers */
export function createLagging<T>(initial: T, clock: Clock, lag: () => ReadLag | null): Lagging<T> {
  let visible = initial
  let current = initial
  const waiting: Waiting<T>[] = []

  function isVisible(next: Waiting<T>): boolean {
    if (next.readsLeft > 0) {
      next.readsLeft -= 1
      return false
    }
    return clock.now().getTime() >= next.visibleAt
  }

  return {
    current: () => current,
    read() {
      for (let next = waiting[0]; next && isVisible(next); next = waiting[0]) {
        visible = next.value
        waiting.shift()
      }
      return visible
    },
    change(value) {
      const wait = lag()
      current = value
      waiting.push({
        value,
        readsLeft: wait && "reads" in wait ? wait.reads : 0,
        visibleAt: wait && "seconds" in wait ? clock.now().getTime() + wait.seconds * 1000 : 0,
      })
    },
  }
}
