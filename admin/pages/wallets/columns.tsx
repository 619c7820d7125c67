import { createDataTableColumnHelper } from "@medusajs/ui"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import type { AdminListedWallet } from "../../../src/contracts"
import { CustomerLink } from "../../components/customer-link"
import { Foreign } from "../../components/foreign"
import { Id } from "../../components/id"
import { Moment } from "../../components/moment"
import { RefreshWallet } from "../../components/refresh-wallet"
import { WalletAdvice } from "../../components/wallet-advice"
import { WalletBadges } from "../../components/wallet-badges"

const column = createDataTableColumnHelper<AdminListedWallet>()

/** The columns of the list of wallets. */
export function useWalletColumns() {
  const { t } = useTranslation("amazonPay")
  return useMemo(
    () => [
      column.display({
        id: "customer",
        header: t("updatesPage.customer"),
        cell: ({ row }) => (
          <div className="max-w-44 truncate">
            <CustomerLink id={row.original.customer_id} email={row.original.customer_email} />
          </div>
        ),
      }),
      column.display({
        id: "method",
        header: t("walletsPage.method"),
        cell: ({ row }) => (
          <div className="flex max-w-48 flex-col py-2">
            <span className="truncate">
              <Foreign text={row.original.payment_descriptor ?? t("wallet.unnamed")} limit={60} />
            </span>
            <Id value={row.original.charge_permission_id} label={t("wallet.chargePermission")} />
          </div>
        ),
      }),
      column.display({
        id: "status",
        header: t("updatesPage.status"),
        cell: ({ row }) => <WalletBadges wallet={row.original} isInline />,
      }),
      column.display({
        id: "todo",
        header: t("walletsPage.todo"),
        cell: ({ row }) => (
          <div className="min-w-52 whitespace-normal py-2">
            <WalletAdvice wallet={row.original} />
          </div>
        ),
      }),
      column.display({
        id: "checked",
        header: t("wallet.lastChecked"),
        cell: ({ row }) => (
          <div className="flex items-center gap-x-2">
            {row.original.last_checked_at ? <Moment iso={row.original.last_checked_at} /> : t("wallet.neverChecked")}
            <RefreshWallet wallet={row.original} isCompact />
          </div>
        ),
      }),
    ],
    [t],
  )
}
