import { useSyncExternalStore } from "react"

/** The store's `accountPath`, where buyers come back to. */
export const ACCOUNT_PATH = "/account/amazon-pay"

const listeners = new Set<() => void>()

/** The path of the page, kept up to date. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname)
}

export function isAccountPath(path: string): boolean {
  return path === ACCOUNT_PATH || path.startsWith(`${ACCOUNT_PATH}/`)
}

/** Shows another page of this site; the address bar follows, the history gets no new entry. */
export function replacePath(path: string): void {
  history.replaceState(null, "", path)
  listeners.forEach((listener) => listener())
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener("popstate", listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener("popstate", listener)
  }
}
