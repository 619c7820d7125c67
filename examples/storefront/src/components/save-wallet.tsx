import type { WalletUpdateState } from "medusa-payment-amazon-pay/storefront"
import { SaveWalletButton } from "medusa-payment-amazon-pay/storefront/react"
import { useLanguage } from "../language/language"
import type { Store } from "../store"

type SaveWalletProps = {
  store: Store
  leaving: boolean
  onState: (state: WalletUpdateState) => void
  testId?: string
}

export function SaveWallet({ store, leaving, onState, testId = "save-wallet" }: SaveWalletProps) {
  const { words } = useLanguage()
  return (
    <SaveWalletButton
      actions={store.wallets}
      words={words}
      onState={onState}
      disabled={leaving}
      className={testId === "save-wallet" ? "button primary" : "button"}
      data-testid={testId}
    />
  )
}
