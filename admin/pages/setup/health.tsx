import { StatusBadge, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { NOTIFICATION_STATUSES, type AdminStatusResponse, type StatusJob } from "../../../src/contracts"
import { Fact, Facts } from "../../components/facts"
import { Foreign } from "../../components/foreign"
import { Moment } from "../../components/moment"
import { Section } from "../../components/section"
import { en } from "../../i18n/en"
import { TextLink } from "../../components/text-link"

/** What waits, what failed, and when the jobs last ran. */
export function Health({ status }: { status: AdminStatusResponse["status"] }) {
  const { t, i18n } = useTranslation("amazonPay")
  const { notifications } = status
  const seconds = (value: number) =>
    new Intl.NumberFormat(i18n.language, { style: "unit", unit: "second", maximumFractionDigits: 0 }).format(value)
  return (
    <Section title={t("setupPage.health")}>
      <div className="flex flex-col gap-y-4 px-6 py-4">
        <Facts>
          <Fact name={t("setupPage.lastNotification")}>
            {notifications.last_received_at ? (
              <Moment iso={notifications.last_received_at} />
            ) : (
              t("wallet.neverChecked")
            )}
          </Fact>
          <Fact name={t("setupPage.backlog")}>{notifications.backlog}</Fact>
          <Fact name={t("setupPage.lag")}>{seconds(notifications.lag_seconds)}</Fact>
          <Fact name={t("setupPage.openUpdates")}>{status.updates.open}</Fact>
          <Fact name={t("setupPage.pendingUpdates")}>{status.updates.pending}</Fact>
          <Fact name={t("setupPage.unsentEvents")}>{status.unsent_events}</Fact>
        </Facts>
        <ul aria-label={t("notificationsPage.title")} className="flex flex-wrap gap-x-4 gap-y-1">
          {NOTIFICATION_STATUSES.map((name) => (
            <li key={name} className="txt-small">
              <TextLink to={`/amazon-pay/notifications?status=${name}`}>
                {t(`notificationStatus.${name}`)}: {notifications.by_status[name] ?? 0}
              </TextLink>
            </li>
          ))}
        </ul>
      </div>
      <ul className="divide-y">
        {status.jobs.map((job) => (
          <Job key={job.name} job={job} />
        ))}
      </ul>
    </Section>
  )
}

function Job({ job }: { job: StatusJob }) {
  const { t } = useTranslation("amazonPay")
  return (
    <li className="flex items-start justify-between gap-x-4 px-6 py-3">
      <div className="flex min-w-0 flex-col gap-y-1">
        <Text size="small" leading="compact" weight="plus">
          {isKnown(job.name) ? t(`job.${job.name}`) : job.name}
        </Text>
        <Text size="small" leading="compact" className="text-ui-fg-subtle">
          {job.error ? <Foreign text={job.error} limit={200} /> : <Moment iso={job.started_at} />}
        </Text>
      </div>
      <StatusBadge className="shrink-0" color={job.error ? "red" : "green"}>
        {t(job.error ? "checkLevel.error" : "checkLevel.ok")}
      </StatusBadge>
    </li>
  )
}

function isKnown(name: string): name is keyof typeof en.job {
  return Object.hasOwn(en.job, name)
}
