import { Button, CodeBlock, Drawer, Heading, StatusBadge, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useLocation, useSearchParams } from "react-router-dom"
import type { AdminNotificationDetail } from "../../../src/contracts"
import { retrieveNotification } from "../../api/notifications"
import { Fact, Facts } from "../../components/facts"
import { Failure } from "../../components/failure"
import { Foreign } from "../../components/foreign"
import { Id } from "../../components/id"
import { Loading } from "../../components/loading"
import { Moment } from "../../components/moment"
import { notificationColor } from "../../format/colors"
import { canReplay, envelopeText, notificationTitle } from "../../format/notification"
import { queryKeys } from "../../hooks/keys"
import { retryOnce } from "../../hooks/retry"
import { useFocusReturn } from "../../hooks/use-focus-return"
import { useReplay } from "../../hooks/use-replay"
import { OPEN_NOTIFICATION } from "./opened"
import { TextLink } from "../../components/text-link"

/** One notification: what became of it, why, and what exactly Amazon sent. */
export function NotificationDrawer() {
  const { t } = useTranslation("amazonPay")
  const [params, setParams] = useSearchParams()
  const { state } = useLocation()
  const focusReturn = useFocusReturn()
  const id = params.get(OPEN_NOTIFICATION)
  const close = () => {
    const next = new URLSearchParams(params)
    next.delete(OPEN_NOTIFICATION)
    setParams(next, { state })
  }
  return (
    <Drawer open={id !== null} onOpenChange={(isOpen) => !isOpen && close()}>
      <Drawer.Content {...focusReturn}>
        <Drawer.Header>
          <Drawer.Title>{t("notificationsPage.notification")}</Drawer.Title>
          <Drawer.Description className="sr-only">{t("notificationsPage.lead")}</Drawer.Description>
        </Drawer.Header>
        {id && <Opened id={id} />}
      </Drawer.Content>
    </Drawer>
  )
}

function Opened({ id }: { id: string }) {
  const { t } = useTranslation("amazonPay")
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: queryKeys.notification(id),
    queryFn: ({ signal }) => retrieveNotification(id, signal),
    retry: retryOnce,
    staleTime: 0,
  })
  if (isPending) return <Loading label={t("details.loading")} />
  if (!data) return <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
  return <Notification notification={data.notification} />
}

function Notification({ notification }: { notification: AdminNotificationDetail }) {
  const { t } = useTranslation("amazonPay")
  const { replay, isPending } = useReplay()
  return (
    <>
      <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
          <Heading level="h3">
            <Foreign text={notificationTitle(notification)} limit={80} />
          </Heading>
          <StatusBadge color={notificationColor(notification.status)}>
            {t(`notificationStatus.${notification.status}`)}
          </StatusBadge>
        </div>
        <Text size="small" className="text-ui-fg-subtle text-pretty">
          {t(`notificationHelp.${notification.status}`)}
        </Text>
        <NotificationFacts notification={notification} />
        <CodeBlock
          snippets={[
            { label: t("notificationsPage.raw"), language: "json", code: envelopeText(notification.envelope) },
          ]}
        >
          <CodeBlock.Header />
          <CodeBlock.Body />
        </CodeBlock>
      </Drawer.Body>
      {canReplay(notification) && (
        <Drawer.Footer>
          <Button size="small" isLoading={isPending} onClick={() => replay([notification.message_id])}>
            {t("notificationsPage.replay")}
          </Button>
        </Drawer.Footer>
      )}
    </>
  )
}

function NotificationFacts({ notification }: { notification: AdminNotificationDetail }) {
  const { t } = useTranslation("amazonPay")
  const ids = [
    [t("details.message"), notification.message_id],
    [t("wallet.chargePermission"), notification.charge_permission_id],
    [t("notificationsPage.object"), notification.object_id],
    [t("notificationsPage.topic"), notification.topic_arn],
  ] as const
  return (
    <Facts>
      {notification.last_error && (
        <Fact name={t("notificationsPage.reason")}>
          <Foreign text={notification.last_error} />
        </Fact>
      )}
      <Fact name={t("notificationsPage.attempts")}>{notification.attempts}</Fact>
      {notification.next_attempt_at && (
        <Fact name={t("notificationsPage.nextAttempt")}>
          <Moment iso={notification.next_attempt_at} />
        </Fact>
      )}
      {notification.sent_at && (
        <Fact name={t("details.sent")}>
          <Moment iso={notification.sent_at} />
        </Fact>
      )}
      <Fact name={t("details.received")}>
        <Moment iso={notification.received_at} />
      </Fact>
      {ids.map(([name, id]) => id && <Fact key={name} name={name} children={<Id value={id} label={name} />} />)}
      {notification.update_id && (
        <Fact name={t("updatesPage.update")}>
          <TextLink to={`/amazon-pay/updates/${encodeURIComponent(notification.update_id)}`}>
            {t("notificationsPage.openUpdate")}
          </TextLink>
        </Fact>
      )}
    </Facts>
  )
}
