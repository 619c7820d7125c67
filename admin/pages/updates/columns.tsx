import { createDataTableColumnHelper, StatusBadge } from "@medusajs/ui"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import type { AdminUpdate } from "../../../src/contracts"
import { ChangeSummary } from "../../components/change-summary"
import { CustomerLink } from "../../components/customer-link"
import { Moment } from "../../components/moment"
import { Sources } from "../../components/sources"
import { updateColor } from "../../format/colors"
import { entryTitle } from "../../format/entry-title"
import { TextLink } from "../../components/text-link"

const column = createDataTableColumnHelper<AdminUpdate>()

/** The columns of the list of updates. */
export function useUpdateColumns() {
  const { t } = useTranslation("amazonPay")
  return useMemo(
    () => [
      column.display({
        id: "what",
        header: t("updatesPage.update"),
        cell: ({ row: { original: update } }) => (
          <TextLink to={`/amazon-pay/updates/${encodeURIComponent(update.id)}`}>{entryTitle(update, t)}</TextLink>
        ),
      }),
      column.display({
        id: "status",
        header: t("updatesPage.status"),
        cell: ({ row: { original: update } }) => (
          <StatusBadge color={updateColor(update.status)}>{t(`updateStatus.${update.status}`)}</StatusBadge>
        ),
      }),
      column.display({
        id: "changes",
        header: t("history.changes"),
        cell: ({ row }) => <ChangeSummary changes={row.original.changes} />,
      }),
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
        id: "sources",
        header: t("history.sources"),
        cell: ({ row }) => <Sources sources={row.original.sources} />,
      }),
      column.display({
        id: "made",
        header: t("updatesPage.made"),
        cell: ({ row }) => <Moment iso={row.original.created_at} />,
      }),
    ],
    [t],
  )
}
