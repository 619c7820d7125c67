import type { ReactElement, ReactNode } from "react"
import type { ChangeField, ChangeValue, WalletAddress, WalletChange } from "../../contracts"
import type { StorefrontWords } from "./words"

type UpdateChangesProps = { changes: readonly WalletChange[]; words: StorefrontWords }

/** What changed, old to new. */
export function UpdateChanges({ changes, words }: UpdateChangesProps): ReactElement | null {
  if (!changes.length) return null
  return (
    <dl className="amazon-pay-changes">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="amazon-pay-change" data-field={field}>
          <dt>{words.fields[field]}</dt>
          <dd>
            {!isEmpty(before) && (
              <>
                <del>{valueText(field, before, words)}</del>
                <span className="amazon-pay-arrow" role="img" aria-label={words.became}>
                  {" → "}
                </span>
              </>
            )}
            <ins>{valueText(field, after, words)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function isEmpty(value: ChangeValue): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0)
}

/** A recorded value in words. What Amazon calls things is shown as it is, where there is no word for it. */
function valueText(field: ChangeField, value: ChangeValue, words: StorefrontWords): ReactNode {
  if (value === null) return words.nothing
  if (Array.isArray(value)) return value.map((code) => words.reasons[code] ?? code).join(" ") || words.nothing
  if (typeof value === "object") return addressLine(value) || words.nothing
  if (field === "status") return isWalletStatus(value, words) ? words.walletStatuses[value] : value
  if (field === "product_type") return words.productTypes[value] ?? value
  return value || words.nothing
}

function isWalletStatus(value: string, words: StorefrontWords): value is keyof StorefrontWords["walletStatuses"] {
  return Object.hasOwn(words.walletStatuses, value)
}

/** An address in one line; parts that are missing are left out. */
export function addressLine(address: WalletAddress): string {
  const { name, address_line_1, address_line_2, address_line_3, postal_code, city, state_or_region, country_code } =
    address
  const town = [postal_code, city].filter(Boolean).join(" ")
  return [name, address_line_1, address_line_2, address_line_3, town, state_or_region, country_code]
    .filter(Boolean)
    .join(", ")
}
