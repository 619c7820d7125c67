import { useSyncExternalStore } from "react"

/** From here on the dashboard's pages have two columns: its `xl`. */
const TWO_COLUMNS = "(min-width: 1280px)"

/** Whether the window is wide enough for the second column of the dashboard's pages. */
export function useHasTwoColumns(): boolean {
  return useSyncExternalStore(subscribe, hasTwoColumns)
}

function hasTwoColumns(): boolean {
  return window.matchMedia(TWO_COLUMNS).matches
}

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(TWO_COLUMNS)
  query.addEventListener("change", onChange)
  return () => query.removeEventListener("change", onChange)
}
