import { useId, useRef, useState } from "react"
import type { ButtonHTMLAttributes, ReactElement } from "react"
import type { Wallet } from "../../contracts"
import type { WalletActions } from "../index"
import { failureText } from "../presentation"
import { ENGLISH } from "../words/english"
import type { StorefrontWords } from "../words/words"
import { classNames } from "./class-names"

export type CloseWalletButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children" | "onClick" | "type"> & {
  wallet: Wallet
  actions: Pick<WalletActions, "closeWallet">
  words?: StorefrontWords
  onClosed?: (wallet: Wallet) => void
}

/** A button that closes a wallet at Amazon. Closing cannot be undone, so it is asked for twice. */
export function CloseWalletButton({
  wallet,
  actions,
  words = ENGLISH,
  onClosed,
  className,
  ...button
}: CloseWalletButtonProps): ReactElement {
  const { labels, closing } = words
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function close() {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const closed = await actions.closeWallet(wallet.id)
      dialog.current?.close()
      onClosed?.(closed)
    } catch (error) {
      setProblem(failureText("close", error, words))
    }
    setBusy(false)
  }

  return (
    <>
      <button
        {...button}
        type="button"
        className={classNames("amazon-pay-button amazon-pay-close", className)}
        onClick={() => dialog.current?.showModal()}
      >
        {closing.open}
      </button>
      <dialog ref={dialog} className="amazon-pay-dialog" aria-labelledby={titleId}>
        <strong id={titleId} className="amazon-pay-dialog-title">
          {closing.title}
        </strong>
        <p>{closing.text(wallet.payment_descriptor ?? labels.unnamedWallet)}</p>
        <p role="alert" className="amazon-pay-error">
          {problem}
        </p>
        <form method="dialog" className="amazon-pay-dialog-actions">
          <button className="amazon-pay-button amazon-pay-keep" disabled={busy}>
            {closing.keep}
          </button>
          <button
            type="button"
            className="amazon-pay-button amazon-pay-confirm"
            aria-disabled={busy || undefined}
            aria-busy={busy}
            onClick={() => void close()}
          >
            {busy ? closing.busy : closing.confirm}
          </button>
        </form>
      </dialog>
    </>
  )
}
