import { useEffect, useRef, useState } from "react"
import type { Wallet } from "medusa-payment-amazon-pay/storefront"
import { problemText, UpdateResultBanner, useSavedWallets } from "medusa-payment-amazon-pay/storefront/react"
import { CloseIcon, WalletIcon } from "./components/icons"
import { Notice } from "./components/notice"
import { SaveWallet } from "./components/save-wallet"
import { WalletCard } from "./components/wallet-card"
import { isLoggedOut } from "./errors"
import { useLanguage } from "./language/language"
import type { Customer, Store } from "./store"

type AccountPageProps = { store: Store; customer: Customer; onLoggedOut: () => void }

export function AccountPage({ store, customer, onLoggedOut }: AccountPageProps) {
  const { words, page } = useLanguage()
  const { wallets, error, reload, version, leaving, watch, returned } = useSavedWallets({
    actions: store.wallets,
    onLoggedOut,
    backendUrl: store.url,
  })
  const [closed, setClosed] = useState<string | null>(null)
  const open = wallets?.filter(({ status }) => status !== "closed") ?? []
  const ended = wallets?.filter(({ status }) => status === "closed") ?? []
  const saving = { store, leaving, onState: watch }
  const card = (wallet: Wallet) => (
    <WalletCard
      key={wallet.id}
      {...saving}
      wallet={wallet}
      version={version}
      onClosed={() => {
        setClosed(wallet.id)
        reload()
      }}
    />
  )

  return (
    <main className="page">
      <div className="page-head">
        <div>
          <h1>{words.labels.wallets}</h1>
          <p className="lead">
            {page.hello(customer.name)} {wallets?.length !== 0 && page.lead}
          </p>
        </div>
        {wallets && wallets.length > 0 && <SaveWallet {...saving} />}
      </div>

      <UpdateResultBanner
        outcome={returned.outcome}
        update={returned.update}
        words={words}
        takeFocus
        data-testid="result-banner"
      >
        {returned.settling ? (
          <span className="spinner" aria-hidden="true" />
        ) : (
          <button type="button" className="icon-button" aria-label={words.labels.dismiss} onClick={returned.dismiss}>
            <CloseIcon />
          </button>
        )}
      </UpdateResultBanner>
      {returned.error !== null && !isLoggedOut(returned.error) && (
        <Notice tone="bad" title={words.problems.result}>
          {problemText(returned.error, words)}
        </Notice>
      )}
      {closed && <ClosedNotice key={closed} text={words.closing.done} />}

      {error !== null && !isLoggedOut(error) && (
        <Notice tone="bad" title={words.problems.wallets}>
          {problemText(error, words)}
          <button type="button" className="button" onClick={reload} data-testid="reload-wallets">
            {words.labels.tryAgain}
          </button>
        </Notice>
      )}
      {!wallets && error === null && <Loading />}
      {wallets?.length === 0 && (
        <section className="panel empty">
          <span className="empty-picture">
            <WalletIcon />
          </span>
          <h2>{words.noWallets.title}</h2>
          <p>{words.noWallets.text}</p>
          <SaveWallet {...saving} />
        </section>
      )}
      {open.map(card)}
      {ended.length > 0 && (
        <section aria-labelledby="closed-wallets">
          <h2 id="closed-wallets" className="group-title">
            {words.labels.closedWallets}
          </h2>
          {ended.map(card)}
        </section>
      )}
    </main>
  )
}

/** Takes the focus: the dialog that had it is gone, and so is the button that opened it. */
function ClosedNotice({ text }: { text: string }) {
  const notice = useRef<HTMLParagraphElement>(null)
  useEffect(() => notice.current?.focus(), [])
  return (
    <p ref={notice} role="status" tabIndex={-1} className="notice" data-testid="wallet-closed">
      {text}
    </p>
  )
}

function Loading() {
  const { words } = useLanguage()
  return (
    <div role="status">
      <span className="visually-hidden">{words.labels.loading}</span>
      <div className="panel skeleton" aria-hidden="true" />
      <div className="panel skeleton" aria-hidden="true" />
    </div>
  )
}
