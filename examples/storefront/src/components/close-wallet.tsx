import type { Wallet } from "medusa-payment-amazon-pay/storefront"
import { CloseWalletButton } from "medusa-payment-amazon-pay/storefront/react"
import { useLanguage } from "../language/language"
import type { Store } from "../store"

type CloseWalletProps = { wallet: Wallet; store: Store; disabled: boolean; onClosed: (wallet: Wallet) => void }

export function CloseWallet({ wallet, store, disabled, onClosed }: CloseWalletProps) {
  const { words } = useLanguage()
  return (
    <CloseWalletButton
      wallet={wallet}
      actions={store.wallets}
      words={words}
      onClosed={onClosed}
      disabled={disabled}
      className="button quiet danger"
      data-testid="close-wallet"
    />
  )
}
