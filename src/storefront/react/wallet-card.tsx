import { useId } from "react"
import type { ReactElement, ReactNode } from "react"
import type { Wallet } from "../../contracts"
import { hasUpdatePage, type WalletActions, type WalletUpdateState } from "../index"
import { addressLine, guidanceFor, paragraph } from "../presentation"
import { ENGLISH } from "../words/english"
import type { StorefrontWords } from "../words/words"
import { CloseWalletButton } from "./close-wallet-button"
import { ManageLink } from "./manage-link"
import { WalletTimeline } from "./wallet-timeline"
import { WalletUpdateButtons } from "./wallet-update-buttons"

/** The pieces of a card, for stores that arrange them in their own way. */
export type WalletParts = Record<
  "title" | "status" | "guidance" | "address" | "updateButtons" | "closeButton" | "manageLink" | "history",
  ReactElement | null
>

export type WalletCardProps = {
  wallet: Wallet
  actions: WalletActions
  words?: StorefrontWords
  version?: number
  disabled?: boolean
  onState?: (state: WalletUpdateState) => void
  onClosed?: (wallet: Wallet) => void
  nonce?: string
  /** Instead of the card's own arrangement. */
  render?: (wallet: Wallet, parts: WalletParts) => ReactNode
}

/** One wallet: how it is, why, what to do about it, and its history. Attributes `data-status`, `data-action`. */
export function WalletCard({ wallet, render = arrange, ...context }: WalletCardProps): ReactElement {
  const titleId = useId()
  return (
    <article
      className="amazon-pay-wallet"
      data-wallet={wallet.id}
      data-status={wallet.status}
      data-action={wallet.action}
      aria-labelledby={titleId}
    >
      {render(wallet, partsOf(wallet, titleId, context))}
    </article>
  )
}

function partsOf(
  wallet: Wallet,
  titleId: string,
  { actions, words = ENGLISH, version, disabled, onState, onClosed, nonce }: Omit<WalletCardProps, "wallet" | "render">,
): WalletParts {
  const { labels } = words
  const { status, tone, reasons, advice } = guidanceFor(wallet, words)
  const isOpen = wallet.status !== "closed"
  return {
    title: (
      <h3 id={titleId} className="amazon-pay-wallet-title">
        {wallet.payment_descriptor ?? labels.unnamedWallet}{" "}
        {wallet.environment === "sandbox" && <small className="amazon-pay-test">{labels.testWallet}</small>}
      </h3>
    ),
    status: (
      <p className="amazon-pay-status" data-tone={tone}>
        {status}
      </p>
    ),
    guidance: <p className="amazon-pay-guidance">{paragraph(...reasons, advice)}</p>,
    address:
      isOpen && wallet.shipping_address ? (
        <p className="amazon-pay-address">
          <span className="amazon-pay-address-label">{labels.deliveryAddress + words.colon}</span>
          {addressLine(wallet.shipping_address)}
        </p>
      ) : null,
    updateButtons: (
      <WalletUpdateButtons
        wallet={wallet}
        actions={actions}
        words={words}
        disabled={disabled}
        onState={onState}
        nonce={nonce}
      />
    ),
    closeButton: isOpen ? (
      <CloseWalletButton wallet={wallet} actions={actions} words={words} disabled={disabled} onClosed={onClosed} />
    ) : null,
    manageLink: isOpen && hasUpdatePage(wallet) ? <ManageLink wallet={wallet} words={words} /> : null,
    history: <WalletTimeline walletId={wallet.id} actions={actions} words={words} version={version} />,
  }
}

function arrange(_wallet: Wallet, parts: WalletParts): ReactElement {
  return (
    <>
      <div className="amazon-pay-wallet-head">
        {parts.title}
        {parts.status}
      </div>
      {parts.guidance}
      {parts.address}
      {parts.manageLink}
      <div className="amazon-pay-wallet-actions">
        {parts.updateButtons}
        {parts.closeButton}
      </div>
      {parts.history}
    </>
  )
}
