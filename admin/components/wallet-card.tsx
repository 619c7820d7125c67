import { Heading } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminListedWallet } from "../../src/contracts"
import { ChargebackList } from "./chargeback-list"
import { Foreign } from "./foreign"
import { RefreshWallet } from "./refresh-wallet"
import { WalletActions } from "./wallet-actions"
import { WalletAdvice } from "./wallet-advice"
import { WalletBadges } from "./wallet-badges"
import { WalletFacts } from "./wallet-facts"

/** One saved wallet: what it pays with, how it is, what to do about it. */
export function WalletCard({ wallet }: { wallet: AdminListedWallet }) {
  const { t } = useTranslation("amazonPay")
  return (
    <article className="flex flex-col gap-y-3 px-6 py-4">
      <div className="flex items-start justify-between gap-x-4">
        <div className="flex min-w-0 flex-col gap-y-2">
          <Heading level="h3" className="overflow-hidden text-balance">
            {wallet.payment_descriptor ? <Foreign text={wallet.payment_descriptor} limit={80} /> : t("wallet.unnamed")}
          </Heading>
          <WalletBadges wallet={wallet} />
        </div>
        <div className="flex shrink-0 items-center gap-x-1">
          <RefreshWallet wallet={wallet} />
          <WalletActions wallet={wallet} />
        </div>
      </div>
      <ChargebackList chargebacks={wallet.chargebacks} />
      <WalletAdvice wallet={wallet} />
      <WalletFacts wallet={wallet} />
    </article>
  )
}
