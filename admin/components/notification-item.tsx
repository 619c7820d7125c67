import { Badge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminNotification } from "../../src/contracts"
import { notificationTitle } from "../format/notification"
import { Fact, Facts } from "./facts"
import { Foreign } from "./foreign"
import { Id } from "./id"
import { Moment } from "./moment"
import { TextLink } from "./text-link"

/** One message from Amazon. */
export function NotificationItem({ notification }: { notification: AdminNotification }) {
  const { t } = useTranslation("amazonPay")
  const { message_id: messageId, sent_at: sentAt, received_at: receivedAt } = notification
  return (
    <li className="flex flex-col gap-y-2 py-2 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="txt-compact-small overflow-hidden">
          <TextLink to={`/amazon-pay/notifications?message=${encodeURIComponent(messageId)}`}>
            <Foreign text={notificationTitle(notification)} limit={80} />
          </TextLink>
        </span>
        <Badge size="2xsmall">{t(`notificationStatus.${notification.status}`)}</Badge>
      </div>
      <Facts>
        {sentAt && <Fact name={t("details.sent")} children={<Moment iso={sentAt} />} />}
        <Fact name={t("details.received")} children={<Moment iso={receivedAt} />} />
        <Fact name={t("details.message")} children={<Id value={messageId} label={t("details.message")} />} />
      </Facts>
    </li>
  )
}
