import { useEffect, useState } from "react"
import type { WalletUpdate } from "medusa-payment-amazon-pay/storefront"
import { WalletHistory } from "medusa-payment-amazon-pay/storefront/react"
import { describeError } from "../errors"
import type { Store } from "../store"

const FIRST = 3
const ALL = 100

type HistoryProps = { walletId: string; store: Store; version: number }
type Found = { updates: WalletUpdate[]; count: number }

/** The latest entries of one wallet, and the others on demand. */
export function History({ walletId, store, version }: HistoryProps) {
  const [found, setFound] = useState<Found | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [limit, setLimit] = useState(FIRST)

  useEffect(() => {
    let gone = false
    store
      .history(walletId, limit)
      .then(({ updates, count }) => {
        if (gone) return
        setProblem(null)
        setFound({ updates, count })
      })
      .catch((error: unknown) => gone || setProblem(describeError(error)))
    return () => {
      gone = true
    }
  }, [store, walletId, version, limit])

  const more = found ? found.count - found.updates.length : 0
  return (
    <section className="history" aria-labelledby={`${walletId}-history`}>
      <h3 id={`${walletId}-history`}>History</h3>
      {problem && (
        <p className="problem" role="alert">
          The history could not be loaded. {problem}
        </p>
      )}
      {found && <WalletHistory updates={found.updates} entryProps={{ "data-testid": "history-entry" }} />}
      {more > 0 && limit === FIRST && (
        <button type="button" className="button quiet" onClick={() => setLimit(ALL)}>
          {more === 1 ? "Show 1 more" : `Show ${more} more`}
        </button>
      )}
    </section>
  )
}
