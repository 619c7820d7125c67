import type { HTMLAttributes, ReactElement } from "react"
import type { WalletUpdate } from "../../contracts"
import { momentText, originOf } from "../presentation"
import { ENGLISH } from "../words/english"
import type { StorefrontWords } from "../words/words"
import { UpdateChanges } from "./update-changes"

export type WalletHistoryProps = {
  /** Newest first, as the store answers them. */
  updates: readonly WalletUpdate[]
  words?: StorefrontWords
  /** How a time is written; by default in the language of the words and the time zone of the browser. */
  formatDate?: (iso: string) => string
  /** More attributes for each entry's `li`. */
  entryProps?: HTMLAttributes<HTMLLIElement> & { [attribute: `data-${string}`]: string }
}

/**
 * What happened to a wallet: old and new values, when, by whom and through what. Unstyled: classes `amazon-pay-history`
 * and `amazon-pay-history-entry`, attributes `data-status`, `data-update-type`, `data-initiated-by`.
 */
export function WalletHistory({
  updates,
  words = ENGLISH,
  formatDate = (iso) => momentText(iso, words),
  entryProps,
}: WalletHistoryProps): ReactElement {
  if (!updates.length) return <p className="amazon-pay-history-empty">{words.noHistory}</p>
  return (
    <ol className="amazon-pay-history">
      {updates.map((update) => {
        const when = update.completed_at ?? update.created_at
        const type = update.update_type ?? "other"
        return (
          <li
            key={update.id}
            {...entryProps}
            className="amazon-pay-history-entry"
            data-status={update.status}
            data-update-type={type}
            data-initiated-by={update.initiated_by}
          >
            <p className="amazon-pay-history-title">
              <strong>{words.updateTypes[type]}</strong>{" "}
              <span className="amazon-pay-history-status">{words.updateStatuses[update.status]}</span>
            </p>
            <UpdateChanges changes={update.changes} words={words} />
            <p className="amazon-pay-history-origin">
              {/* The server's time zone and language are not the browser's. */}
              <time dateTime={when} suppressHydrationWarning>
                {formatDate(when)}
              </time>
              {" · "}
              {originOf(update, words)}
            </p>
          </li>
        )
      })}
    </ol>
  )
}
