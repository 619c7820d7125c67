import { useRef, useState } from "react"
import type { Wallet } from "medusa-payment-amazon-pay/storefront"
import { describeError } from "../errors"
import type { Store } from "../store"

type CloseWalletProps = { wallet: Wallet; store: Store; disabled: boolean; onClosed: () => void }

/** Closing cannot be undone, so it is asked for twice. */
export function CloseWallet({ wallet, store, disabled, onClosed }: CloseWalletProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function close() {
    setBusy(true)
    setProblem(null)
    try {
      await store.closeWallet(wallet.id)
      dialog.current?.close()
      onClosed()
    } catch (error) {
      setProblem(describeError(error))
    }
    setBusy(false)
  }

  return (
    <>
      <button
        type="button"
        className="button quiet danger"
        disabled={disabled}
        onClick={() => dialog.current?.showModal()}
        data-testid="close-wallet"
      >
        Close wallet
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby={`${wallet.id}-close`}>
        <h2 id={`${wallet.id}-close`}>Close this wallet?</h2>
        <p>
          <strong>{wallet.payment_descriptor ?? "This Amazon Pay wallet"}</strong> will be closed at Amazon. Nothing can
          be charged to it any more, and it cannot be opened again. You can save a new wallet at any time.
        </p>
        <p className="problem" role="alert">
          {problem}
        </p>
        <form method="dialog" className="dialog-actions">
          <button className="button" disabled={busy} data-testid="close-wallet-cancel">
            Keep it
          </button>
          <button
            type="button"
            className="button primary danger"
            disabled={busy}
            aria-busy={busy}
            onClick={() => void close()}
            data-testid="close-wallet-confirm"
          >
            {busy ? "Closing…" : "Close wallet"}
          </button>
        </form>
      </dialog>
    </>
  )
}
