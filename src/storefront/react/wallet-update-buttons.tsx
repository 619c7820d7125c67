import type { ReactElement } from "react"
import type { Wallet, WalletUpdateType } from "../../contracts"
import { hasUpdatePage, type WalletActions, type WalletUpdateState } from "../index"
import { problemText } from "../presentation"
import { ENGLISH } from "../words/english"
import type { StorefrontWords } from "../words/words"
import { ManageLink } from "./manage-link"
import { SaveWalletButton } from "./save-wallet-button"
import { WalletUpdateButton } from "./wallet-update-button"

export type WalletUpdateButtonsProps = {
  wallet: Wallet
  actions: Pick<WalletActions, "startUpdate" | "saveWallet">
  words?: StorefrontWords
  /** While the customer is on the way to Amazon with another button. */
  disabled?: boolean
  onState?: (state: WalletUpdateState) => void
  nonce?: string
}

/**
 * What a customer can do about a wallet, the right thing in front (`data-primary`): update it, save a new one instead of
 * one that is closed, or go to Amazon's own page where Amazon has no page for updates (Japan).
 */
export function WalletUpdateButtons({
  wallet,
  actions,
  words = ENGLISH,
  ...button
}: WalletUpdateButtonsProps): ReactElement {
  const { labels } = words
  if (wallet.status === "closed") return <SaveWalletButton {...button} actions={actions} words={words} data-primary />
  if (!hasUpdatePage(wallet)) {
    return (
      <p className="amazon-pay-elsewhere">
        {words.manageAtAmazon} <ManageLink wallet={wallet} words={words} />
      </p>
    )
  }
  const update = (type: WalletUpdateType, label: string, isPrimary: boolean) => (
    <WalletUpdateButton
      {...button}
      start={() => actions.startUpdate(wallet.id, type)}
      describeError={(error) => problemText(error, words)}
      data-update-type={type}
      data-primary={isPrimary || undefined}
    >
      {({ busy }) => (busy ? labels.opening : label)}
    </WalletUpdateButton>
  )
  return (
    <>
      {update("payment_method", labels.updatePaymentMethod, wallet.action === "update")}
      {update("shipping_address", wallet.shipping_address ? labels.updateAddress : labels.addAddress, false)}
    </>
  )
}
