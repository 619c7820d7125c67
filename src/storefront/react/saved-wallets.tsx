import { useEffect, useId, useRef, useState } from "react"
import type { HTMLAttributes, ReactElement, ReactNode } from "react"
import type { Wallet } from "../../contracts"
import type { WalletActions } from "../index"
import { failureText } from "../presentation"
import { ENGLISH } from "../words/english"
import type { StorefrontWords } from "../words/words"
import { classNames } from "./class-names"
import { SaveWalletButton } from "./save-wallet-button"
import { UpdateResultBanner } from "./update-result-banner"
import { useSavedWallets } from "./use-saved-wallets"
import { WalletCard, type WalletParts } from "./wallet-card"

export type SavedWalletsProps = Omit<HTMLAttributes<HTMLElement>, "children"> & {
  actions: WalletActions
  words?: StorefrontWords
  /** Wallets that were loaded on the server. */
  initialWallets?: readonly Wallet[]
  onLoggedOut?: () => void
  /** The store's public URL, for stores with `returnTo: "storefront"`. */
  backendUrl?: string
  /** Instead of the card's own arrangement; `parts` are its pieces, ready to be placed. */
  renderWallet?: (wallet: Wallet, parts: WalletParts) => ReactNode
  /** For pages whose Content-Security-Policy allows scripts by nonce. */
  nonce?: string
}

/**
 * The whole section of an account page: the result of a visit to Amazon, the wallets with what to do about each, their
 * history, saving a new one and closing one. Styled by `medusa-payment-amazon-pay/storefront/styles.css` where that is
 * loaded, else not at all: class `amazon-pay-wallets`.
 */
export function SavedWallets({
  actions,
  words = ENGLISH,
  initialWallets,
  onLoggedOut,
  backendUrl,
  renderWallet,
  nonce,
  className,
  ...rest
}: SavedWalletsProps): ReactElement {
  const titleId = useId()
  const { wallets, error, reload, version, leaving, watch, returned } = useSavedWallets({
    actions,
    initialWallets,
    onLoggedOut,
    backendUrl,
  })
  const [closed, setClosed] = useState<string | null>(null)
  const shared = { actions, words, disabled: leaving, onState: watch, nonce }
  const card = (wallet: Wallet) => (
    <WalletCard
      key={wallet.id}
      {...shared}
      wallet={wallet}
      version={version}
      render={renderWallet}
      onClosed={() => {
        setClosed(wallet.id)
        reload()
      }}
    />
  )
  const open = wallets?.filter(({ status }) => status !== "closed") ?? []
  const ended = wallets?.filter(({ status }) => status === "closed") ?? []
  return (
    <section
      aria-labelledby={titleId}
      lang={words.language}
      {...rest}
      className={classNames("amazon-pay-wallets", className)}
      aria-busy={!wallets && !error}
    >
      <div className="amazon-pay-head">
        <h2 id={titleId} className="amazon-pay-title">
          {words.labels.wallets}
        </h2>
        {wallets && <SaveWalletButton {...shared} data-primary={open.length === 0 || undefined} />}
      </div>
      <UpdateResultBanner outcome={returned.outcome} update={returned.update} words={words} takeFocus>
        {!returned.settling && (
          <button
            type="button"
            className="amazon-pay-dismiss"
            aria-label={words.labels.dismiss}
            onClick={returned.dismiss}
          >
            ×
          </button>
        )}
      </UpdateResultBanner>
      {returned.error !== null && (
        <p role="alert" className="amazon-pay-problem">
          {failureText("result", returned.error, words)}
        </p>
      )}
      <ClosedNotice key={closed} text={closed && words.closing.done} />
      {error !== null && (
        <div role="alert" className="amazon-pay-problem">
          <p>{failureText("wallets", error, words)}</p>
          <button type="button" className="amazon-pay-button" onClick={reload}>
            {words.labels.tryAgain}
          </button>
        </div>
      )}
      {!wallets && error === null && (
        <p role="status" className="amazon-pay-loading">
          {words.labels.loading}
        </p>
      )}
      {wallets?.length === 0 && (
        <div className="amazon-pay-empty">
          <strong>{words.noWallets.title}</strong>
          <p>{words.noWallets.text}</p>
        </div>
      )}
      {open.map(card)}
      {ended.length > 0 && <h3 className="amazon-pay-subtitle">{words.labels.closedWallets}</h3>}
      {ended.map(card)}
    </section>
  )
}

/** Says that a wallet is closed where the focus goes then: the dialog that had it is gone. */
function ClosedNotice({ text }: { text: string | null }) {
  const notice = useRef<HTMLParagraphElement>(null)
  useEffect(() => notice.current?.focus(), [])
  if (!text) return null
  return (
    <p ref={notice} role="status" tabIndex={-1} className="amazon-pay-notice">
      {text}
    </p>
  )
}
