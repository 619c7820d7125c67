import { useCallback, useEffect, useRef, useState } from "react"
import type { ReturnOutcome, WalletUpdate } from "../../contracts"
import { cleanReturnUrl, handOverUrl, readReturn, settleReturn } from "../index"
import type { SettleReturnOptions, WalletUpdateReturn } from "../index"

export type UseUpdateReturnOptions = Pick<SettleReturnOptions, "complete" | "load"> & {
  /** Called once when it is known what the return came to: time to load the wallets anew. */
  onSettled?: (update: WalletUpdate | null) => void
  /** The store's public URL, for stores with `returnTo: "storefront"`: see `handOverUrl`. */
  backendUrl?: string
}

export type UseUpdateReturn = {
  /** What to tell the customer; `null` when there is nothing to tell, or not yet. */
  outcome: ReturnOutcome | null
  update: WalletUpdate | null
  /** Whether the store is still being asked. */
  settling: boolean
  /** What kept the store from answering. */
  error: unknown
  dismiss: () => void
}

const NOTHING = { outcome: null, update: null, settling: false, error: null } as const

type State = Omit<UseUpdateReturn, "dismiss">

/**
 * For the account page that customers come back to: reads the outcome off the address, removes it there, and settles it
 * with the store (see `settleReturn`). Use it where the customer is known to be logged in.
 */
export function useUpdateReturn(options: UseUpdateReturnOptions): UseUpdateReturn {
  const latest = useRef(options)
  const returned = useRef<WalletUpdateReturn | null | undefined>(undefined)
  const [state, setState] = useState<State>(NOTHING)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    // Kept over a second mount of the same component (strict mode): the address tells it only once.
    if (returned.current === undefined) returned.current = takeReturn()
    if (!returned.current) return
    const { outcome, updateId } = returned.current
    const elsewhere = latest.current.backendUrl && handOverUrl(returned.current, latest.current.backendUrl)
    if (elsewhere) return location.replace(elsewhere)
    const leaving = new AbortController()
    setState({ ...NOTHING, outcome: outcome === "pending" && updateId ? "pending" : null, settling: true })
    void settleReturn(returned.current, {
      complete: (...args) => latest.current.complete(...args),
      load: (id) => latest.current.load(id),
      signal: leaving.signal,
    })
      .then((settled) => {
        if (leaving.signal.aborted) return
        setState({ ...NOTHING, ...settled })
        latest.current.onSettled?.(settled.update)
      })
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) setState({ ...NOTHING, error })
      })
    return () => leaving.abort()
  }, [])
  const dismiss = useCallback(() => setState(NOTHING), [])
  return { ...state, dismiss }
}

function takeReturn(): WalletUpdateReturn | null {
  const found = readReturn(location.href)
  if (found) history.replaceState(history.state, "", cleanReturnUrl(location.href))
  return found
}
