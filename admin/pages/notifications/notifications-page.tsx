import type { DataTableRowSelectionState } from "@medusajs/ui"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { NOTIFICATION_STATUSES, type AdminNotification } from "../../../src/contracts"
import { listNotifications, NOTIFICATION_FILTERS } from "../../api/notifications"
import { canReplay } from "../../format/notification"
import { queryKeys } from "../../hooks/keys"
import { retryOnce } from "../../hooks/retry"
import { useReplay } from "../../hooks/use-replay"
import { ChoiceFilter } from "../../listing/choice-filter"
import { useListLocation } from "../../listing/list-location"
import { ListPage } from "../../listing/list-page"
import { useNotificationColumns } from "./columns"
import { NotificationDrawer } from "./notification-drawer"

/** Everything Amazon told the store, what became of it, and what can be tried again. */
export default function NotificationsPage() {
  const { t } = useTranslation("amazonPay")
  const location = useListLocation(NOTIFICATION_FILTERS)
  const { search, chosen, cursor } = location
  const [selected, setSelected] = useState<DataTableRowSelectionState>({})
  const query = useQuery({
    queryKey: queryKeys.notificationList({ search, chosen, cursor }),
    queryFn: ({ signal }) => listNotifications(location, signal),
    placeholderData: keepPreviousData,
    retry: retryOnce,
    staleTime: 0,
  })
  const { replay } = useReplay()
  const columns = useNotificationColumns()
  const replaySelected = (selection: DataTableRowSelectionState) => {
    replay(Object.keys(selection))
    setSelected({})
  }
  return (
    <>
      <ListPage
        title={t("notificationsPage.title")}
        lead={t("notificationsPage.lead")}
        location={location}
        query={query}
        rowsOf={(answer): AdminNotification[] => answer.notifications}
        rowId={(notification) => notification.message_id}
        columns={columns}
        searchHint={t("notificationsPage.searchHint")}
        filters={
          <ChoiceFilter
            location={location}
            name="status"
            label={t("updatesPage.status")}
            options={NOTIFICATION_STATUSES.map((value) => ({ value, label: t(`notificationStatus.${value}`) }))}
          />
        }
        empty={{ title: t("notificationsPage.emptyTitle"), text: t("notificationsPage.emptyText") }}
        selection={{
          rowSelection: {
            state: selected,
            onRowSelectionChange: setSelected,
            enableRowSelection: (row) => canReplay(row.original),
          },
          commands: [{ label: t("notificationsPage.replay"), action: replaySelected, shortcut: "r" }],
        }}
      />
      <NotificationDrawer />
    </>
  )
}
