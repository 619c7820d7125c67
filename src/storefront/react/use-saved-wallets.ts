import { useCallback, useEffect, useRef, useState } from "react"
import type { Wallet } from "../../contracts"
import { isBusy, statusOf } from "../index"
import type { WalletActions, WalletUpdateState } from "../index"
import { isLoggedOut } from "../presentation"
import { useUpdateReturn, type UseUpdateReturn } from "./use-update-return"

export type UseSavedWalletsOptions = {
  actions: WalletActions
  /** Wallets that were loaded on the server; the page then shows them at once. */
  initialWallets?: readonly Wallet[]
  /** The store does not know the customer any more: time to ask them to log in. */
  onLoggedOut?: () => void
  /** The store's public URL, for stores with `returnTo: "storefront"`. */
  backendUrl?: string
}

export type UseSavedWallets = {
  /** `null` while they were never loaded. */
  wallets: readonly Wallet[] | null
  /** What kept the wallets from being loaded. */
  error: unknown
  /** Loads the wallets anew, and with `version` everything that depends on them. */
  reload: () => void
  /** Grows whenever a wallet or its history may have changed. */
  version: number
  /** Whether the customer is on the way to Amazon, with whichever button. */
  leaving: boolean
  /** For `onState` of every button on the page. */
  watch: (state: WalletUpdateState) => void
  /** What customers come back with. */
  returned: UseUpdateReturn
}

/**
 * Everything an account page knows: the wallets, what the customer came back with, and whether they are leaving. Looks
 * again when the customer comes back to the tab: another tab, or Amazon, may have changed a wallet meanwhile.
 */
export function useSavedWallets({
  actions,
  initialWallets,
  onLoggedOut,
  backendUrl,
}: UseSavedWalletsOptions): UseSavedWallets {
  const latest = useRef({ actions, onLoggedOut })
  const [wallets, setWallets] = useState<readonly Wallet[] | null>(initialWallets ?? null)
  const [error, setError] = useState<unknown>(null)
  const [version, setVersion] = useState(0)
  const [leaving, setLeaving] = useState(false)
  const isLoaded = useRef(initialWallets !== undefined)
  const reload = useCallback(() => setVersion((current) => current + 1), [])

  useEffect(() => {
    latest.current = { actions, onLoggedOut }
  })
  useEffect(() => {
    if (isLoaded.current && version === 0) return
    let gone = false
    latest.current.actions.listWallets().then(
      (found) => {
        if (gone) return
        setError(null)
        setWallets(found)
      },
      (failure: unknown) => {
        if (gone) return
        setError(failure)
        if (isLoggedOut(failure)) latest.current.onLoggedOut?.()
      },
    )
    return () => {
      gone = true
    }
  }, [version])
  useReturnToTab(reload)

  const returned = useUpdateReturn({
    complete: actions.completeUpdate,
    load: actions.loadUpdate,
    onSettled: reload,
    backendUrl,
  })
  const returnedLoggedOut = isLoggedOut(returned.error)
  useEffect(() => {
    if (returnedLoggedOut) latest.current.onLoggedOut?.()
  }, [returnedLoggedOut])

  const watch = useCallback(
    (state: WalletUpdateState) => {
      setLeaving(isBusy(state))
      if (state.status === "returned") reload()
      if (state.status !== "failed") return
      if (isLoggedOut(state.error)) latest.current.onLoggedOut?.()
      // Closed in another tab, say: the wallets show what became of it.
      else if (statusOf(state.error.cause) !== null) reload()
    },
    [reload],
  )
  return { wallets, error, reload, version, leaving, watch, returned }
}

function useReturnToTab(onReturn: () => void): void {
  useEffect(() => {
    const look = () => {
      if (!document.hidden) onReturn()
    }
    document.addEventListener("visibilitychange", look)
    return () => document.removeEventListener("visibilitychange", look)
  }, [onReturn])
}
