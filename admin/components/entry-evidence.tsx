import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useUpdate } from "../hooks/use-update"
import { EntryFacts } from "./entry-facts"
import { Failure } from "./failure"
import { Loading } from "./loading"
import { NotificationItem } from "./notification-item"

/** Times, ids and the notifications behind one history entry. */
export function EntryEvidence({ updateId }: { updateId: string }) {
  const { t } = useTranslation("amazonPay")
  const { data, error, isPending, isFetching, refetch } = useUpdate(updateId)
  if (isPending) return <Loading label={t("details.loading")} rows={1} />
  if (!data) return <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />

  const { update } = data
  return (
    <div className="bg-ui-bg-subtle border-ui-border-base flex flex-col gap-y-4 rounded-md border px-3 py-3">
      <EntryFacts update={update} />
      <section className="flex flex-col gap-y-2">
        <h4 className="txt-compact-small-plus">{t("details.notifications")}</h4>
        {update.notifications.length === 0 ? (
          <Text size="small" leading="compact" className="text-ui-fg-subtle">
            {t("details.noNotifications")}
          </Text>
        ) : (
          <ul className="divide-ui-border-base divide-y">
            {update.notifications.map((notification) => (
              <NotificationItem key={notification.message_id} notification={notification} />
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}
