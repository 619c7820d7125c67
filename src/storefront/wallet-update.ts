import type { CheckoutResponse, WalletUpdate } from "../contracts"
import { DEFAULT_TIMEOUT_MS, loadCheckoutScript, type AmazonPay, type LoadScriptOptions } from "./checkout-script"
import { toFailure, WalletUpdateError, type WalletUpdateFailureCode } from "./failure"
import { rememberReturn } from "./return-memory"
import { watchForReturn } from "./watch-for-return"

/** Where a buyer is on the way to Amazon's page. */
export type WalletUpdateState =
  /** Nothing runs; a button may be shown. */
  | { status: "idle" }
  /** The store is asked for what it signed. */
  | { status: "starting" }
  /** Amazon's script is loading. */
  | { status: "loading_script"; update: WalletUpdate }
  /** The buyer is at Amazon, in this tab or in a popup. */
  | { status: "redirecting"; update: WalletUpdate }
  /** The buyer is back on this page without a result: a closed popup, the back button. `run()` starts again. */
  | { status: "returned"; update: WalletUpdate }
  /** Amazon's page was not reached. `run()` starts again. */
  | { status: "failed"; error: WalletUpdateError; update: WalletUpdate | null }
  /** `dispose()` was called; nothing happens any more. */
  | { status: "disposed" }

export type WalletUpdateOptions = {
  /**
   * Asks the store for a checkout: `POST /store/customers/me/amazon-pay/wallets/:id/update` with
   * `{ update_type }`, or `POST /store/customers/me/amazon-pay/wallets` to save a new wallet. Any way will do: a server
   * action, `@medusajs/js-sdk`, `fetch`. The browser needs no token for it.
   */
  start: () => Promise<CheckoutResponse>
  /** Told about every change. */
  onState?: (state: WalletUpdateState) => void
  /** Instead of {@link loadCheckoutScript}, for stores that load scripts in their own way. */
  loadScript?: (url: string, options: LoadScriptOptions) => Promise<AmazonPay>
  /** Patience with the store, with Amazon's script and with Amazon's page, each, in milliseconds; 20 s by default. */
  timeoutMs?: number
  /** For pages whose Content-Security-Policy allows scripts by nonce. */
  nonce?: string
}

export type WalletUpdateFlow = {
  getState(): WalletUpdateState
  /** @returns the way to stop listening */
  subscribe(listener: () => void): () => void
  /**
   * Takes the buyer to Amazon's page. While it runs, more calls do nothing but wait for the same end.
   *
   * @returns the state it came to; it never rejects
   */
  run(): Promise<WalletUpdateState>
  /** Gives up whatever runs (Amazon is not called afterwards) and goes back to `idle`. */
  reset(): void
  /** Gives up for good, for a page that goes away. */
  dispose(): void
}

/** Whether a click would change nothing now. */
export function isBusy({ status }: WalletUpdateState): boolean {
  return status === "starting" || status === "loading_script" || status === "redirecting"
}

/**
 * One button's way to Amazon's hosted page: asks the store, loads Amazon's script, and calls `amazon.Pay.initCheckout`
 * exactly once with exactly what the store signed.
 *
 * @example
 * const flow = createWalletUpdate({ start: () => startUpdateAction(wallet.id), onState: render })
 * button.addEventListener("click", () => flow.run())
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html step 4
 */
export function createWalletUpdate(options: WalletUpdateOptions): WalletUpdateFlow {
  const { start, onState, loadScript = loadCheckoutScript, timeoutMs = DEFAULT_TIMEOUT_MS, nonce } = options
  const listeners = new Set<() => void>()
  let state: WalletUpdateState = { status: "idle" }
  let running: Promise<void> | null = null
  let stopWatching = () => {}
  /** Grows whenever what runs is given up; work of an older round changes nothing. */
  let round = 0

  function show(next: WalletUpdateState): void {
    state = next
    onState?.(next)
    listeners.forEach((listener) => listener())
  }

  function settle(next: WalletUpdateState): void {
    round++
    stopWatching()
    show(next)
  }

  async function go(mine: number): Promise<void> {
    let update: WalletUpdate | null = null
    let stage: WalletUpdateFailureCode = "start_failed"
    try {
      const response = checked(await inTime(start, timeoutMs))
      if (mine !== round) return
      update = response.update
      stage = "script_blocked"
      show({ status: "loading_script", update })
      const pay = await loadScript(response.checkout.script_url, { timeoutMs, nonce })
      if (mine !== round) return
      stage = "refused_by_amazon"
      leave(mine, pay, response)
    } catch (cause) {
      if (mine === round) settle({ status: "failed", error: toFailure(stage, cause), update })
    }
  }

  function leave(mine: number, pay: AmazonPay, response: CheckoutResponse): void {
    const { checkout, update } = response
    rememberReturn(response)
    stopWatching = watchForReturn({
      timeoutMs,
      onReturn: () => settle({ status: "returned", update }),
      onStuck: () => settle({ status: "failed", error: new WalletUpdateError("no_redirect"), update }),
    })
    show({ status: "redirecting", update })
    if (mine === round) pay.initCheckout(checkout.options)
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async run() {
      if (state.status !== "disposed" && !isBusy(state)) {
        const mine = round
        show({ status: "starting" })
        running = go(mine)
      }
      await running
      return state
    },
    reset() {
      if (state.status !== "idle" && state.status !== "disposed") settle({ status: "idle" })
    },
    dispose() {
      if (state.status !== "disposed") settle({ status: "disposed" })
    },
  }
}

async function inTime<T>(work: () => Promise<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new WalletUpdateError("start_timeout")), timeoutMs)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
}

/** The answer comes over the network or from a server action: it is looked at before it is believed. */
function checked(response: CheckoutResponse): CheckoutResponse {
  const payload: unknown = response?.checkout?.options?.createCheckoutSessionConfig?.payloadJSON
  if (typeof payload === "string" && response.update?.id) return response
  throw new WalletUpdateError("invalid_checkout", response)
}
