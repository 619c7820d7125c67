const LINK_PATH = /\/update\/([\w-]{20,128})\/?$/
const KEY = "amazon-pay:update-link"

/**
 * Takes the token of an update link off the address, where Amazon's script would read it, and keeps it in this tab: a
 * reload, or a log-in in between, still knows it.
 *
 * @returns `null` on a page that no link led to
 */
export function takeLinkToken(): string | null {
  const token = LINK_PATH.exec(location.pathname)?.[1]
  if (!token) return recall()
  remember(token)
  const path = location.pathname.replace(LINK_PATH, "/update").replace(/^\/+/, "/")
  history.replaceState(history.state, "", path + location.search + location.hash)
  return token
}

function remember(token: string): void {
  try {
    sessionStorage.setItem(KEY, token)
  } catch {
    // No storage here: after a reload the customer opens the link again.
  }
}

function recall(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}
