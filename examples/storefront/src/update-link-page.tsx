import { useEffect, useState } from "react"
import { isBusy, type UpdateLink, type WalletUpdateState } from "medusa-payment-amazon-pay/storefront"
import { addressLine, momentText, useUpdateLink, WalletUpdateButton } from "medusa-payment-amazon-pay/storefront/react"
import { Notice } from "./components/notice"
import { Reasons } from "./components/reasons"
import { describeError, isLoggedOut, isNotFound, isRefused } from "./errors"
import { useLanguage } from "./language/language"
import { ACCOUNT_PATH, replacePath } from "./navigation"
import type { Customer, Store } from "./store"

type UpdateLinkPageProps = {
  store: Store
  customer: Customer
  onLoggedOut: () => void
  /** The customer wants to log in as somebody else. */
  onOtherCustomer: () => void
}

/** What a link in a mail leads to: why the store sent it, and the way to Amazon; or why there is nothing to do any more. */
export function UpdateLinkPage({ store, customer, onLoggedOut, onOtherCustomer }: UpdateLinkPageProps) {
  const { words, page } = useLanguage()
  const { token, link, loading, error, reload } = useUpdateLink({ load: store.updateLink })
  const loggedOut = isLoggedOut(error)
  useEffect(() => {
    if (loggedOut) onLoggedOut()
  }, [loggedOut, onLoggedOut])

  const watch = (state: WalletUpdateState) => {
    if (state.status === "returned") reload()
    if (state.status !== "failed") return
    if (isLoggedOut(state.error.cause)) onLoggedOut()
    // Used up in another tab, expired or revoked meanwhile: the page says which.
    if (isRefused(state.error.cause)) reload()
  }

  return (
    <main className="page narrow">
      {link && token && <Request link={link} start={() => store.startFromLink(token)} onState={watch} />}
      {!link && loading && <p role="status">{page.link.reading}</p>}
      {!link && !loading && !error && (
        <Notice tone="neutral" title={page.link.again}>
          {page.link.againText}
          <ToAccount quiet />
        </Notice>
      )}
      {isNotFound(error) && (
        <Notice tone="neutral" title={page.link.notYours}>
          {page.link.notYoursText(customer.email)}
          <button type="button" className="button" onClick={onOtherCustomer} data-testid="other-customer">
            {page.link.otherCustomer}
          </button>
          <ToAccount quiet />
        </Notice>
      )}
      {error !== null && !isNotFound(error) && !loggedOut && (
        <Notice tone="bad" title={page.link.unreadable}>
          {describeError(error, words)}
          <button type="button" className="button" onClick={reload}>
            {words.labels.tryAgain}
          </button>
        </Notice>
      )}
    </main>
  )
}

type RequestProps = {
  link: UpdateLink
  start: () => ReturnType<Store["startFromLink"]>
  onState: (state: WalletUpdateState) => void
}

function Request({ link, start, onState }: RequestProps) {
  const { words, page } = useLanguage()
  const [leaving, setLeaving] = useState(false)
  const isOpen = link.status === "open"
  const { title, text } = words.updateLinks[link.status === "open" ? link.update_type : link.status]
  return (
    <section
      className="panel request"
      data-testid="update-link"
      data-status={link.status}
      data-update-type={link.update_type}
      aria-labelledby="update-link-title"
    >
      <h1 id="update-link-title">{title}</h1>
      <p>
        {isOpen && <Reasons wallet={link.wallet} />} {text}
      </p>
      <dl className="facts">
        <div>
          <dt>{page.link.wallet}</dt>
          <dd>{link.wallet.payment_descriptor ?? words.labels.unnamedWallet}</dd>
        </div>
        {link.update_type === "shipping_address" && link.wallet.shipping_address && (
          <div>
            <dt>{words.labels.deliveryAddress}</dt>
            <dd>{addressLine(link.wallet.shipping_address)}</dd>
          </div>
        )}
        {isOpen && (
          <div>
            <dt>{page.link.validUntil}</dt>
            <dd>
              <time dateTime={link.expires_at}>{momentText(link.expires_at, words)}</time>
            </dd>
          </div>
        )}
      </dl>
      <div className="request-actions">
        {isOpen && (
          <WalletUpdateButton
            start={start}
            onState={(state) => {
              setLeaving(isBusy(state))
              onState(state)
            }}
            describeError={(problem) => describeError(problem, words)}
            className="button primary"
            data-testid="start-from-link"
          >
            {({ busy }) => (busy ? words.labels.opening : page.link.go)}
          </WalletUpdateButton>
        )}
        {!leaving && <ToAccount quiet={isOpen} />}
      </div>
    </section>
  )
}

function ToAccount({ quiet }: { quiet: boolean }) {
  const { page } = useLanguage()
  return (
    <button
      type="button"
      className={quiet ? "button quiet" : "button"}
      onClick={() => replacePath(ACCOUNT_PATH)}
      data-testid="to-account"
    >
      {page.link.allWallets}
    </button>
  )
}
