import { useCallback, useEffect, useState } from "react"
import { isBusy, type Wallet, type WalletUpdateState } from "medusa-payment-amazon-pay/storefront"
import { UpdateResultBanner, useUpdateReturn, WalletUpdateButton } from "medusa-payment-amazon-pay/storefront/react"
import { CloseIcon, WalletIcon } from "./components/icons"
import { Notice } from "./components/notice"
import { WalletCard } from "./components/wallet-card"
import { describeError, isLoggedOut } from "./errors"
import type { Customer, Store } from "./store"

type AccountPageProps = { store: Store; customer: Customer; onLoggedOut: () => void }

export function AccountPage({ store, customer, onLoggedOut }: AccountPageProps) {
  const [wallets, setWallets] = useState<Wallet[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  /** Grows when the wallets may have changed; everything on the page is then loaded anew. */
  const [version, setVersion] = useState(0)
  const [leaving, setLeaving] = useState(false)
  const reload = useCallback(() => setVersion((current) => current + 1), [])

  const fail = useCallback(
    (error: unknown) => (isLoggedOut(error) ? onLoggedOut() : setProblem(describeError(error))),
    [onLoggedOut],
  )

  useEffect(() => {
    let gone = false
    store
      .wallets()
      .then((found) => {
        if (gone) return
        setProblem(null)
        setWallets(found)
      })
      .catch((error: unknown) => gone || fail(error))
    return () => {
      gone = true
    }
  }, [store, version, fail])

  const returned = useUpdateReturn({ complete: store.completeUpdate, load: store.update, onSettled: reload })
  const returnedLoggedOut = isLoggedOut(returned.error)
  useEffect(() => {
    if (returnedLoggedOut) onLoggedOut()
  }, [returnedLoggedOut, onLoggedOut])

  const watch = (state: WalletUpdateState) => {
    setLeaving(isBusy(state))
    if (state.status === "returned") reload()
    if (state.status === "failed" && isLoggedOut(state.error.cause)) onLoggedOut()
  }

  const open = wallets?.filter(({ status }) => status !== "closed") ?? []
  const closed = wallets?.filter(({ status }) => status === "closed") ?? []
  const card = (wallet: Wallet) => (
    <WalletCard
      key={wallet.id}
      wallet={wallet}
      store={store}
      version={version}
      leaving={leaving}
      onState={watch}
      onClosed={reload}
    />
  )

  return (
    <main className="page">
      <div className="page-head">
        <div>
          <h1>Saved wallets</h1>
          <p className="lead">
            Hello {customer.name}.{" "}
            {wallets?.length !== 0 && "Your subscriptions are paid with these Amazon Pay wallets."}
          </p>
        </div>
        {wallets && wallets.length > 0 && <SaveWallet store={store} leaving={leaving} onState={watch} />}
      </div>

      <UpdateResultBanner outcome={returned.outcome} update={returned.update} data-testid="result-banner">
        {returned.settling ? (
          <span className="spinner" aria-hidden="true" />
        ) : (
          <button type="button" className="icon-button" aria-label="Dismiss this message" onClick={returned.dismiss}>
            <CloseIcon />
          </button>
        )}
      </UpdateResultBanner>
      {returned.error !== null && !returnedLoggedOut && (
        <Notice tone="bad" title="The result of your update could not be read">
          {describeError(returned.error)} What Amazon did is shown in the wallet's history.
        </Notice>
      )}

      {problem && (
        <Notice tone="bad" title="Your wallets could not be loaded">
          {problem}
          <button type="button" className="button" onClick={reload}>
            Try again
          </button>
        </Notice>
      )}
      {!wallets && !problem && <Loading />}
      {wallets?.length === 0 && <NoWallets store={store} leaving={leaving} onState={watch} />}
      {open.map(card)}
      {closed.length > 0 && (
        <section aria-labelledby="closed-wallets">
          <h2 id="closed-wallets" className="group-title">
            Closed wallets
          </h2>
          {closed.map(card)}
        </section>
      )}
    </main>
  )
}

type SaveWalletProps = { store: Store; leaving: boolean; onState: (state: WalletUpdateState) => void }

function SaveWallet({ store, leaving, onState }: SaveWalletProps) {
  return (
    <WalletUpdateButton
      start={store.startSetUp}
      onState={onState}
      describeError={describeError}
      disabled={leaving}
      className="button primary"
      data-testid="save-wallet"
    >
      {({ busy }) => (busy ? "Opening Amazon Pay…" : "Save a new Amazon Pay wallet")}
    </WalletUpdateButton>
  )
}

function NoWallets(props: SaveWalletProps) {
  return (
    <section className="panel empty">
      <span className="empty-picture">
        <WalletIcon />
      </span>
      <h2>No wallet saved yet</h2>
      <p>Save an Amazon Pay wallet once, and your subscriptions are paid without another thought.</p>
      <SaveWallet {...props} />
    </section>
  )
}

function Loading() {
  return (
    <div role="status">
      <span className="visually-hidden">Loading your wallets</span>
      <div className="panel skeleton" aria-hidden="true" />
      <div className="panel skeleton" aria-hidden="true" />
    </div>
  )
}
