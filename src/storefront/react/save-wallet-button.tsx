import type { ReactElement } from "react"
import type { WalletActions } from "../index"
import { problemText } from "../presentation"
import { ENGLISH } from "../words/english"
import type { StorefrontWords } from "../words/words"
import { WalletUpdateButton, type WalletUpdateButtonProps } from "./wallet-update-button"

export type SaveWalletButtonProps = Omit<WalletUpdateButtonProps, "start" | "children"> & {
  actions: Pick<WalletActions, "saveWallet">
  words?: StorefrontWords
}

/** A button that saves a new wallet. Only the customer who pressed it can complete that, logged in. */
export function SaveWalletButton({ actions, words = ENGLISH, ...rest }: SaveWalletButtonProps): ReactElement {
  return (
    <WalletUpdateButton describeError={(error) => problemText(error, words)} {...rest} start={actions.saveWallet}>
      {({ busy }) => (busy ? words.labels.opening : words.labels.save)}
    </WalletUpdateButton>
  )
}
