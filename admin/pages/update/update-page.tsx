import { Container, Heading, StatusBadge, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useParams } from "react-router-dom"
import type { AdminUpdateResponse } from "../../../src/contracts"
import { ChangeList } from "../../components/change-list"
import { CustomerLink } from "../../components/customer-link"
import { EntryFacts } from "../../components/entry-facts"
import { EntryReason } from "../../components/entry-reason"
import { Fact, Facts } from "../../components/facts"
import { Failure } from "../../components/failure"
import { Loading } from "../../components/loading"
import { Moment } from "../../components/moment"
import { NotificationItem } from "../../components/notification-item"
import { Section } from "../../components/section"
import { Sources } from "../../components/sources"
import { updateColor } from "../../format/colors"
import { entryTitle } from "../../format/entry-title"
import { useUpdate } from "../../hooks/use-update"
import { TextLink } from "../../components/text-link"

/** One history entry on a page of its own. */
export default function UpdatePage() {
  const { t } = useTranslation("amazonPay")
  const { id = "" } = useParams()
  const { data, error, isPending, isFetching, refetch } = useUpdate(id)
  return (
    <div className="flex flex-col gap-y-3">
      <Text size="small">
        <TextLink to="/amazon-pay">{t("updatesPage.back")}</TextLink>
      </Text>
      {data && <Entry update={data.update} />}
      {!data && (
        <Container className="p-0">
          {isPending ? (
            <Loading label={t("details.loading")} />
          ) : (
            <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
          )}
        </Container>
      )}
    </div>
  )
}

type Update = AdminUpdateResponse["update"]

function Entry({ update }: { update: Update }) {
  const { t } = useTranslation("amazonPay")
  return (
    <>
      <Container className="flex flex-col gap-y-4 px-6 py-4">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <Heading level="h1">{entryTitle(update, t)}</Heading>
          <StatusBadge color={updateColor(update.status)}>{t(`updateStatus.${update.status}`)}</StatusBadge>
        </div>
        <EntryReason update={update} />
        <Facts>
          <Fact name={t("updatesPage.startedBy")}>{t(`initiatedBy.${update.initiated_by}`)}</Fact>
          <Fact name={t("updatesPage.made")}>
            <Moment iso={update.created_at} />
          </Fact>
          <Fact name={t("updatesPage.customer")}>
            <CustomerLink id={update.customer_id} email={update.customer_email} />
          </Fact>
          <Fact name={t("history.sources")}>
            <Sources sources={update.sources} />
          </Fact>
        </Facts>
        <EntryFacts update={update} />
      </Container>
      <Section title={t("history.changes")}>
        <div className="px-6 py-4">
          <ChangeList update={update} />
        </div>
      </Section>
      <Section title={t("details.notifications")}>
        <Notifications update={update} />
      </Section>
    </>
  )
}

function Notifications({ update }: { update: Update }) {
  const { t } = useTranslation("amazonPay")
  if (update.notifications.length === 0) {
    return (
      <Text size="small" className="text-ui-fg-subtle px-6 py-4">
        {t("details.noNotifications")}
      </Text>
    )
  }
  return (
    <ul className="divide-ui-border-base divide-y px-6 py-2">
      {update.notifications.map((notification) => (
        <NotificationItem key={notification.message_id} notification={notification} />
      ))}
    </ul>
  )
}
