import { Checkbox, createDataTableColumnHelper, StatusBadge } from "@medusajs/ui"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import type { AdminNotification } from "../../../src/contracts"
import { Foreign } from "../../components/foreign"
import { Id } from "../../components/id"
import { Moment } from "../../components/moment"
import { notificationColor } from "../../format/colors"
import { canReplay, notificationTitle } from "../../format/notification"
import { OpenNotification } from "./open-notification"

const column = createDataTableColumnHelper<AdminNotification>()

/** The columns of the inbox. */
export function useNotificationColumns() {
  const { t } = useTranslation("amazonPay")
  return useMemo(
    () => [
      column.select({
        header: ({ table }) => (
          <Checkbox
            aria-label={t("notificationsPage.selectAll")}
            checked={table.getIsAllPageRowsSelected() || (table.getIsSomePageRowsSelected() && "indeterminate")}
            disabled={!table.getRowModel().rows.some((row) => row.getCanSelect())}
            onCheckedChange={(checked) => table.toggleAllPageRowsSelected(checked === true)}
          />
        ),
        cell: ({ row }) =>
          canReplay(row.original) && (
            <Checkbox
              aria-label={t("notificationsPage.select", { id: row.original.message_id })}
              checked={row.getIsSelected()}
              onCheckedChange={(checked) => row.toggleSelected(checked === true)}
              onClick={(event) => event.stopPropagation()}
            />
          ),
      }),
      column.display({
        id: "what",
        header: t("notificationsPage.notification"),
        cell: ({ row }) => (
          <div className="max-w-72 truncate">
            <OpenNotification id={row.original.message_id}>
              <Foreign text={notificationTitle(row.original)} />
            </OpenNotification>
          </div>
        ),
      }),
      column.display({
        id: "status",
        header: t("updatesPage.status"),
        cell: ({ row }) => (
          <StatusBadge color={notificationColor(row.original.status)}>
            {t(`notificationStatus.${row.original.status}`)}
          </StatusBadge>
        ),
      }),
      column.display({
        id: "reason",
        header: t("notificationsPage.reason"),
        cell: ({ row }) => (
          <div className="max-w-36 truncate">
            <Foreign text={row.original.last_error ?? "–"} />
          </div>
        ),
      }),
      column.display({
        id: "chargePermission",
        header: t("wallet.chargePermission"),
        cell: ({ row }) =>
          row.original.charge_permission_id ? (
            <div className="max-w-48">
              <Id value={row.original.charge_permission_id} label={t("wallet.chargePermission")} />
            </div>
          ) : (
            "–"
          ),
      }),
      column.display({
        id: "received",
        header: t("details.received"),
        cell: ({ row }) => <Moment iso={row.original.received_at} />,
      }),
    ],
    [t],
  )
}
