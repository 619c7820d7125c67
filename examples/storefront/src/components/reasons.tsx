import type { Wallet } from "medusa-payment-amazon-pay/storefront"
import { guidanceFor } from "medusa-payment-amazon-pay/storefront/react"
import { useLanguage } from "../language/language"

/** Why a wallet cannot be charged, as far as there are words for it. */
export function Reasons({ wallet }: { wallet: Wallet }) {
  const { words } = useLanguage()
  return <>{guidanceFor(wallet, words).reasons.join(" ")}</>
}
