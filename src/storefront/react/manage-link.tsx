import type { ReactElement } from "react"
import type { Wallet } from "../../contracts"
import { ENGLISH } from "../words/english"
import type { StorefrontWords } from "../words/words"

/** Leads to Amazon's own page for a wallet, in a new tab. */
export function ManageLink({ wallet, words = ENGLISH }: { wallet: Wallet; words?: StorefrontWords }): ReactElement {
  return (
    <a className="amazon-pay-manage" href={wallet.manage_url} target="_blank" rel="noopener noreferrer">
      {words.labels.manage}
      <span className="amazon-pay-hidden"> ({words.labels.opensNewTab})</span>
    </a>
  )
}
