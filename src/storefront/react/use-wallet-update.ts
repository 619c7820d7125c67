import { useCallback, useEffect, useState, useSyncExternalStore } from "react"
import { createWalletUpdate, isBusy } from "../index"
import type { WalletUpdateError, WalletUpdateFlow, WalletUpdateOptions, WalletUpdateState } from "../index"

export type UseWalletUpdate = {
  state: WalletUpdateState
  /** From the click until the buyer is at Amazon, and while they are there. */
  busy: boolean
  error: WalletUpdateError | null
  run: WalletUpdateFlow["run"]
  reset: WalletUpdateFlow["reset"]
}

/**
 * {@link createWalletUpdate} for a component: gives up when it unmounts, and Amazon is not called then.
 *
 * @param options `start` and `onState` may change with each render; the others are those of the first
 */
export function useWalletUpdate(options: WalletUpdateOptions): UseWalletUpdate {
  const [{ flow, update }] = useState(() => flowOfLatest(options))
  useEffect(() => update(options))
  const subscribe = useCallback(
    (listener: () => void) => {
      const unsubscribe = flow.subscribe(listener)
      return () => {
        unsubscribe()
        flow.reset()
      }
    },
    [flow],
  )
  const state = useSyncExternalStore(subscribe, flow.getState, flow.getState)
  return {
    state,
    busy: isBusy(state),
    error: state.status === "failed" ? state.error : null,
    run: flow.run,
    reset: flow.reset,
  }
}

/** A flow that outlives renders and calls the callbacks of the latest one. */
function flowOfLatest(first: WalletUpdateOptions) {
  let latest = first
  const flow = createWalletUpdate({
    ...first,
    start: () => latest.start(),
    onState: (state) => latest.onState?.(state),
  })
  const update = (options: WalletUpdateOptions) => {
    latest = options
  }
  return { flow, update }
}
