import { CreditCard } from "@medusajs/icons"
import { useTranslation } from "react-i18next"
import { useWallets } from "../hooks/use-wallets"
import { AttachWallet } from "./attach-wallet"
import { Notice } from "./notice"
import { PagedList } from "./paged-list"
import { Section } from "./section"
import { WalletCard } from "./wallet-card"

/** The saved wallets of a customer. */
export function WalletList({ customerId }: { customerId: string }) {
  const { t } = useTranslation("amazonPay")
  const wallets = useWallets(customerId)
  return (
    <Section title={t("wallets.title")} aside={<AttachWallet customerId={customerId} />}>
      <PagedList
        list={wallets}
        loadingLabel={t("wallets.loading")}
        className="divide-y"
        empty={
          <Notice
            icon={<CreditCard className="text-ui-fg-subtle" aria-hidden />}
            title={t("wallets.emptyTitle")}
            text={t("wallets.emptyText")}
          />
        }
      >
        {(wallet) => <WalletCard wallet={wallet} />}
      </PagedList>
    </Section>
  )
}
