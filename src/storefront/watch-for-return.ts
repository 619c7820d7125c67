type Watch = {
  /** How long the page may stay in front before leaving counts as failed, in milliseconds. */
  timeoutMs: number
  /** The buyer left and is back on this very page: a popup was closed, or the back button brought the page back. */
  onReturn: () => void
  /** The buyer never left. */
  onStuck: () => void
}

/**
 * Watches a page from which the buyer is leaving for Amazon. Whether Amazon opens a popup or takes over the tab is
 * Amazon's choice, and it tells neither when a popup was closed.
 *
 * @returns the way to stop watching
 */
export function watchForReturn({ timeoutMs, onReturn, onStuck }: Watch): () => void {
  const watching = new AbortController()
  const { signal } = watching
  let away = document.hidden
  const leave = () => {
    away = true
  }
  const comeBack = () => {
    if (away && !document.hidden) onReturn()
  }
  window.addEventListener("blur", leave, { signal })
  window.addEventListener("pagehide", leave, { signal })
  window.addEventListener("focus", comeBack, { signal })
  window.addEventListener("pageshow", (event) => event.persisted && onReturn(), { signal })
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : comeBack()), { signal })
  const timer = setTimeout(() => away || onStuck(), timeoutMs)
  signal.addEventListener("abort", () => clearTimeout(timer))
  return () => watching.abort()
}
