import { useEffect, useId, useRef, useState } from "react"
import type { ReactElement } from "react"
import type { WalletUpdate } from "../../contracts"
import type { WalletActions } from "../index"
import { failureText } from "../presentation"
import { ENGLISH } from "../words/english"
import type { StorefrontWords } from "../words/words"
import { WalletHistory, type WalletHistoryProps } from "./wallet-history"

const FIRST = 3
const ALL = 100

export type WalletTimelineProps = Pick<WalletHistoryProps, "entryProps" | "formatDate"> & {
  walletId: string
  actions: Pick<WalletActions, "listUpdates">
  words?: StorefrontWords
  /** The level of the heading on the store's page. */
  heading?: "h3" | "h4"
  /** Another number loads the history anew. */
  version?: number
}

/** A wallet's history, loaded: the latest entries, and the others on demand. */
export function WalletTimeline({
  walletId,
  actions,
  words = ENGLISH,
  version = 0,
  heading: Heading = "h4",
  ...history
}: WalletTimelineProps): ReactElement {
  const titleId = useId()
  const latest = useRef(actions)
  const [found, setFound] = useState<{ updates: readonly WalletUpdate[]; count: number } | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [limit, setLimit] = useState(FIRST)

  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    let gone = false
    latest.current.listUpdates(walletId, limit).then(
      ({ updates, count }) => {
        if (gone) return
        setError(null)
        setFound({ updates, count })
      },
      (failure: unknown) => {
        if (!gone) setError(failure)
      },
    )
    return () => {
      gone = true
    }
  }, [walletId, version, limit])

  const more = found ? found.count - found.updates.length : 0
  return (
    <section className="amazon-pay-timeline" aria-labelledby={titleId}>
      <Heading id={titleId} className="amazon-pay-timeline-title">
        {words.labels.history}
      </Heading>
      {error !== null && (
        <p role="alert" className="amazon-pay-problem">
          {failureText("history", error, words)}
        </p>
      )}
      {found && <WalletHistory {...history} updates={found.updates} words={words} />}
      {more > 0 && limit === FIRST && (
        <button type="button" className="amazon-pay-button amazon-pay-more" onClick={() => setLimit(ALL)}>
          {words.labels.showMore(more)}
        </button>
      )}
    </section>
  )
}
