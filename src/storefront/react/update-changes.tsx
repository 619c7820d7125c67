import type { ReactElement } from "react"
import type { WalletChange } from "../../contracts"
import { changeText } from "../presentation"
import type { StorefrontWords } from "../words/words"

type UpdateChangesProps = { changes: readonly WalletChange[]; words: StorefrontWords }

/** What changed, old to new. */
export function UpdateChanges({ changes, words }: UpdateChangesProps): ReactElement | null {
  if (!changes.length) return null
  return (
    <dl className="amazon-pay-changes">
      {changes.map((change) => {
        const { name, before, after } = changeText(change, words)
        return (
          <div key={change.field} className="amazon-pay-change" data-field={change.field}>
            <dt>{name}</dt>
            <dd>
              {before !== null && (
                <>
                  <del>{before}</del>
                  <span className="amazon-pay-arrow" role="img" aria-label={words.became}>
                    {" → "}
                  </span>
                </>
              )}
              <ins>{after}</ins>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
