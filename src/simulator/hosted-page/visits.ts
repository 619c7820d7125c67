import { nullable, object, text, type Check } from "../schema"
import { newOpaqueId } from "../state/ids"

/** One buyer's way through the hosted page. Its link is the only key to it: there are no cookies. */
export type Visit = Readonly<{
  token: string
  checkoutSessionId: string
  /** Who is signed in. */
  buyerId: string | null
}>

/** A visit as a snapshot holds it. */
export const storedVisit: Check<Visit> = object({
  token: text(),
  checkoutSessionId: text(),
  buyerId: nullable(text()),
})

export type Visits = Readonly<{
  open(checkoutSessionId: string): Visit
  get(token: string): Visit | undefined
  ofSession(checkoutSessionId: string): Visit | undefined
  signIn(token: string, buyerId: string | null): Visit
  list(): Visit[]
  /** Puts these in the place of all others. */
  restore(stored: readonly Visit[]): void
}>

export function createVisits(): Visits {
  const visits = new Map<string, Visit>()

  function save(visit: Visit): Visit {
    visits.set(visit.token, visit)
    return visit
  }

  return {
    get: (token) => visits.get(token),
    ofSession: (id) => [...visits.values()].find(({ checkoutSessionId }) => checkoutSessionId === id),
    open: (checkoutSessionId) => save({ token: newOpaqueId(), checkoutSessionId, buyerId: null }),
    signIn(token, buyerId) {
      const visit = visits.get(token)
      if (!visit) throw new TypeError("This hosted page does not exist")
      return save({ ...visit, buyerId })
    },
    list: () => [...visits.values()],
    restore(stored) {
      visits.clear()
      for (const visit of stored) save(visit)
    },
  }
}
