import { useLayoutEffect, useRef } from "react"
import { useLocation, useNavigate, useSearchParams } from "react-router-dom"

/** What is chosen under each filter's name. */
export type Chosen = Readonly<Record<string, readonly string[]>>

/** Where in a list somebody is. All of it stands in the page's address, so that it can be kept and sent on. */
export type ListLocation = {
  search: string
  chosen: Chosen
  /** Empty on the first page. */
  cursor: string
  hasPrevious: boolean
  setSearch: (search: string) => void
  choose: (name: string, values: readonly string[]) => void
  /** Adds a value to those of a filter, or takes it away. */
  toggle: (name: string, value: string, isChosen: boolean) => void
  clear: () => void
  goToFirst: () => void
  goToPrevious: () => void
  goToNext: (cursor: string) => void
}

const SEARCH = "q"
const CURSOR = "cursor"

/**
 * The list's place in the page's address. Another search or filter starts at the first page again.
 *
 * @param names of the list's filters; a name may occur several times in the address
 */
export function useListLocation(names: readonly string[]): ListLocation {
  const [params, setParams] = useSearchParams()
  const navigate = useNavigate()
  const trail = trailOf(useLocation().state)
  const chosen = Object.fromEntries(names.map((name) => [name, params.getAll(name)]))

  // A second change may come before the page is drawn with the first one.
  const latest = useRef(params)
  useLayoutEffect(() => {
    latest.current = params
  }, [params])
  const change = (edit: (next: URLSearchParams) => void) => {
    const next = new URLSearchParams(latest.current)
    next.delete(CURSOR)
    edit(next)
    latest.current = next
    setParams(next, { replace: true })
  }
  const goTo = (cursor: string, nextTrail: readonly string[]) => {
    const next = new URLSearchParams(params)
    next.delete(CURSOR)
    if (cursor) next.set(CURSOR, cursor)
    void navigate({ search: next.toString() }, { state: { trail: nextTrail } })
  }
  const cursor = params.get(CURSOR) ?? ""
  return {
    search: params.get(SEARCH) ?? "",
    chosen,
    cursor,
    hasPrevious: trail.length > 0,
    setSearch: (search) => change((next) => (search ? next.set(SEARCH, search) : next.delete(SEARCH))),
    choose: (name, values) => change((next) => setAll(next, name, values)),
    toggle: (name, value, isChosen) =>
      change((next) => {
        const others = next.getAll(name).filter((other) => other !== value)
        setAll(next, name, isChosen ? [...others, value] : others)
      }),
    clear: () => change((next) => [SEARCH, ...names].forEach((name) => next.delete(name))),
    goToFirst: () => goTo("", []),
    goToPrevious: () => goTo(trail.at(-1) ?? "", trail.slice(0, -1)),
    goToNext: (next) => goTo(next, [...trail, cursor]),
  }
}

function setAll(params: URLSearchParams, name: string, values: readonly string[]): void {
  params.delete(name)
  for (const value of values) params.append(name, value)
}

/** The pages before this one; they travel with the browser's history, not in the address. */
function trailOf(state: unknown): readonly string[] {
  const trail = typeof state === "object" && state !== null && "trail" in state ? state.trail : undefined
  return Array.isArray(trail) ? trail.filter((cursor): cursor is string => typeof cursor === "string") : []
}
