import {
  hasUpdatePage,
  type Wallet,
  type WalletUpdateState,
  type WalletUpdateType,
} from "medusa-payment-amazon-pay/storefront"
import {
  addressLine,
  guidanceFor,
  WalletTimeline,
  WalletUpdateButton,
} from "medusa-payment-amazon-pay/storefront/react"
import { describeError } from "../errors"
import { useLanguage } from "../language/language"
import type { Store } from "../store"
import { CloseWallet } from "./close-wallet"
import { OutIcon, PinIcon } from "./icons"
import { SaveWallet } from "./save-wallet"

type WalletCardProps = {
  wallet: Wallet
  store: Store
  /** Changes when the history may have changed. */
  version: number
  /** Whether the customer is on the way to Amazon, with whichever button. */
  leaving: boolean
  onState: (state: WalletUpdateState) => void
  onClosed: (wallet: Wallet) => void
}

export function WalletCard({ wallet, store, version, leaving, onState, onClosed }: WalletCardProps) {
  const { words } = useLanguage()
  const { labels } = words
  const { status, tone, reasons, advice } = guidanceFor(wallet, words)
  const isOpen = wallet.status !== "closed"
  const canUpdate = isOpen && hasUpdatePage(wallet)
  const button = (updateType: WalletUpdateType, label: string, primary: boolean) => (
    <WalletUpdateButton
      start={() => store.wallets.startUpdate(wallet.id, updateType)}
      onState={onState}
      describeError={(error) => describeError(error, words)}
      disabled={leaving}
      className={primary ? "button primary" : "button"}
      data-testid={`update-${updateType.replace("_", "-")}`}
    >
      {({ busy }) => (busy ? labels.opening : label)}
    </WalletUpdateButton>
  )
  return (
    <article
      className="panel wallet"
      data-testid={`wallet-${wallet.id}`}
      data-charge-permission={wallet.charge_permission_id}
      data-status={wallet.status}
      data-action={wallet.action}
      aria-labelledby={`${wallet.id}-title`}
    >
      <div className="wallet-top">
        <div className="plastic">
          <span className="plastic-brand">Amazon Pay</span>
          <span className="plastic-chip" aria-hidden="true" />
          <h2 id={`${wallet.id}-title`} className="plastic-number">
            {wallet.payment_descriptor ?? labels.unnamedWallet}
          </h2>
          {wallet.environment === "sandbox" && <span className="plastic-tag">{labels.testWallet}</span>}
        </div>
        <div className="wallet-facts">
          <p className="pill" data-tone={tone}>
            {status}
          </p>
          <p className="wallet-next">{[...reasons, advice].join(" ")}</p>
          {isOpen && wallet.shipping_address && (
            <p className="wallet-address">
              <PinIcon />
              <span>
                <span className="visually-hidden">{labels.deliveryAddress}: </span>
                {addressLine(wallet.shipping_address)}
              </span>
            </p>
          )}
          {isOpen && !canUpdate && <p className="hint">{words.manageAtAmazon}</p>}
          {isOpen && (
            <p className="wallet-links">
              <a
                href={wallet.manage_url}
                target="_blank"
                rel="noopener noreferrer"
                className={canUpdate ? undefined : "button primary"}
                data-testid="manage-wallet"
              >
                {labels.manage}
                <OutIcon />
                <span className="visually-hidden"> ({labels.opensNewTab})</span>
              </a>
            </p>
          )}
        </div>
      </div>
      <div className="wallet-actions">
        {canUpdate && button("payment_method", labels.updatePaymentMethod, wallet.action === "update")}
        {canUpdate &&
          button("shipping_address", wallet.shipping_address ? labels.updateAddress : labels.addAddress, false)}
        {isOpen && <CloseWallet wallet={wallet} store={store} disabled={leaving} onClosed={onClosed} />}
        {!isOpen && <SaveWallet store={store} leaving={leaving} onState={onState} testId="save-instead" />}
      </div>
      <WalletTimeline
        walletId={wallet.id}
        actions={store.wallets}
        words={words}
        version={version}
        heading="h3"
        entryProps={{ "data-testid": "history-entry" }}
      />
    </article>
  )
}
