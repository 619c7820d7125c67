import type { HTMLAttributes, ReactElement } from "react"
import type { ReturnOutcome, WalletUpdate } from "../../contracts"
import { classNames } from "./class-names"
import { UpdateChanges } from "./update-changes"
import { ENGLISH, type StorefrontWords } from "./words"

export type UpdateResultBannerProps = HTMLAttributes<HTMLDivElement> & {
  /** Nothing is shown for `null`. */
  outcome: ReturnOutcome | null
  /** With it, the banner says what changed. */
  update?: WalletUpdate | null
  words?: StorefrontWords
}

/**
 * Tells the customer what came of their visit to Amazon, with Amazon's wording where it failed. Unstyled: class
 * `amazon-pay-result`, attribute `data-outcome`. Children (a button that dismisses it, say) follow the text.
 */
export function UpdateResultBanner({
  outcome,
  update = null,
  words = ENGLISH,
  className,
  children,
  ...rest
}: UpdateResultBannerProps): ReactElement | null {
  if (!outcome) return null
  const { title, text } =
    outcome === "completed"
      ? { title: words.completed[update?.update_type ?? "other"], text: null }
      : words.outcomes[outcome]
  return (
    <div
      role={outcome === "failed" || outcome === "declined" ? "alert" : "status"}
      {...rest}
      className={classNames("amazon-pay-result", className)}
      data-outcome={outcome}
    >
      <div className="amazon-pay-result-text">
        <strong>{title}</strong>
        {text && <p>{text}</p>}
        {outcome === "completed" && update && <UpdateChanges changes={update.changes} words={words} />}
      </div>
      {children}
    </div>
  )
}
