import type { Wallet, WalletAddress, WalletUpdateState, WalletUpdateType } from "medusa-payment-amazon-pay/storefront"
import { addressLine, ENGLISH, WalletUpdateButton } from "medusa-payment-amazon-pay/storefront/react"
import { describeError } from "../errors"
import type { Store } from "../store"
import { CloseWallet } from "./close-wallet"
import { History } from "./history"
import { OutIcon, PinIcon } from "./icons"

type WalletCardProps = {
  wallet: Wallet
  store: Store
  /** Changes when the history may have changed. */
  version: number
  /** Whether the customer is on the way to Amazon, with whichever button. */
  leaving: boolean
  onState: (state: WalletUpdateState) => void
  onClosed: () => void
}

export function WalletCard({ wallet, store, version, leaving, onState, onClosed }: WalletCardProps) {
  const isOpen = wallet.status !== "closed"
  const needsUpdate = wallet.action === "update"
  const button = (updateType: WalletUpdateType, label: string, primary: boolean) => (
    <WalletUpdateButton
      start={() => store.startUpdate(wallet.id, updateType)}
      onState={onState}
      describeError={describeError}
      disabled={leaving}
      className={primary ? "button primary" : "button"}
      data-testid={`update-${updateType.replace("_", "-")}`}
    >
      {({ busy }) => (busy ? "Opening Amazon Pay…" : label)}
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
            {wallet.payment_descriptor ?? "Amazon Pay wallet"}
          </h2>
          {wallet.environment === "sandbox" && <span className="plastic-tag">Test wallet</span>}
        </div>
        <div className="wallet-facts">
          <p className="pill" data-tone={toneOf(wallet)}>
            {wallet.action === "wait" ? "Payment in progress" : ENGLISH.walletStatuses[wallet.status]}
          </p>
          <p className="wallet-next">
            <Reasons wallet={wallet} /> {ENGLISH.walletActions[wallet.action]}
          </p>
          {isOpen && wallet.shipping_address && <Address address={wallet.shipping_address} />}
          <p className="wallet-links">
            <a href={wallet.manage_url} target="_blank" rel="noopener noreferrer">
              See it at Amazon
              <OutIcon />
              <span className="visually-hidden"> (opens a new tab)</span>
            </a>
          </p>
        </div>
      </div>
      {isOpen && (
        <div className="wallet-actions">
          {button("payment_method", "Update payment method", needsUpdate)}
          {button("shipping_address", wallet.shipping_address ? "Update address" : "Add an address", false)}
          <CloseWallet wallet={wallet} store={store} disabled={leaving} onClosed={onClosed} />
        </div>
      )}
      <History walletId={wallet.id} store={store} version={version} />
    </article>
  )
}

function toneOf({ status, action }: Wallet): string {
  if (status === "closed") return "muted"
  if (action === "wait") return "busy"
  return status === "chargeable" ? "good" : "warn"
}

/** Why, as far as there are words for it. */
function Reasons({ wallet: { status, reasons } }: { wallet: Wallet }) {
  if (status === "chargeable") return null
  const known = reasons.map((code) => ENGLISH.reasons[code]).filter((text) => text !== undefined)
  return <>{Array.from(new Set(known)).join(" ")}</>
}

function Address({ address }: { address: WalletAddress }) {
  return (
    <p className="wallet-address">
      <PinIcon />
      <span>
        <span className="visually-hidden">Delivery address: </span>
        {addressLine(address)}
      </span>
    </p>
  )
}
