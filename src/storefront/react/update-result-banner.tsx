import { useEffect, useId, useRef } from "react"
import type { HTMLAttributes, ReactElement } from "react"
import type { ReturnOutcome, WalletUpdate } from "../../contracts"
import { resultText } from "../presentation"
import { ENGLISH } from "../words/english"
import type { StorefrontWords } from "../words/words"
import { classNames } from "./class-names"
import { UpdateChanges } from "./update-changes"

export type UpdateResultBannerProps = HTMLAttributes<HTMLDivElement> & {
  /** Nothing is shown for `null`. */
  outcome: ReturnOutcome | null
  /** With it, the banner says what changed. */
  update?: WalletUpdate | null
  words?: StorefrontWords
  /** Takes the focus when it appears: for the page that customers come back to. */
  takeFocus?: boolean
}

/**
 * Tells the customer what came of their visit to Amazon, with Amazon's wording where it failed. Unstyled: class
 * `amazon-pay-result`, attribute `data-outcome`. Children (a button that dismisses it, say) follow the text. What it says
 * later, when `pending` is decided, is announced to screen readers.
 */
export function UpdateResultBanner({
  outcome,
  update = null,
  words = ENGLISH,
  takeFocus = false,
  className,
  children,
  ...rest
}: UpdateResultBannerProps): ReactElement | null {
  const banner = useRef<HTMLDivElement>(null)
  const titleId = useId()
  const isShown = outcome !== null
  useEffect(() => {
    if (isShown && takeFocus) banner.current?.focus()
  }, [isShown, takeFocus])
  if (!outcome) return null
  const { title, text } = resultText(outcome, update, words)
  return (
    <div
      role={outcome === "failed" || outcome === "declined" ? "alert" : "status"}
      aria-labelledby={titleId}
      tabIndex={-1}
      {...rest}
      ref={banner}
      className={classNames("amazon-pay-result", className)}
      data-outcome={outcome}
    >
      <div className="amazon-pay-result-text">
        <strong id={titleId}>{title}</strong>
        {text && <p>{text}</p>}
        {outcome === "completed" && update && <UpdateChanges changes={update.changes} words={words} />}
      </div>
      {children}
    </div>
  )
}
