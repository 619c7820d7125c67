import { Button, StatusBadge, Text, usePrompt } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminTopic } from "../../../src/contracts"
import { Failure } from "../../components/failure"
import { Id } from "../../components/id"
import { Loading } from "../../components/loading"
import { Moment } from "../../components/moment"
import { Section } from "../../components/section"
import { topicColor } from "../../format/colors"
import { useDecideTopic, useTopics } from "../../hooks/use-topics"

/** Who may send notifications, and who asks to. */
export function Topics() {
  const { t } = useTranslation("amazonPay")
  const { data, error, isPending, isFetching, refetch } = useTopics()
  return (
    <Section title={t("setupPage.topics")}>
      {isPending && <Loading label={t("setupPage.loading")} rows={1} />}
      {error && <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />}
      {data?.topics.length === 0 && (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("setupPage.noTopics")}
        </Text>
      )}
      {data && data.topics.length > 0 && (
        <ul className="divide-y">
          {data.topics.map((topic) => (
            <Topic key={topic.arn} topic={topic} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Topic({ topic }: { topic: AdminTopic }) {
  const { t } = useTranslation("amazonPay")
  return (
    <li className="flex flex-col gap-y-2 px-6 py-3" data-topic={topic.status}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Id value={topic.arn} label={t("notificationsPage.topic")} />
        <StatusBadge color={topicColor(topic.status)}>{t(`topicStatus.${topic.status}`)}</StatusBadge>
      </div>
      {topic.status !== "configured" && <Decision topic={topic} />}
    </li>
  )
}

function Decision({ topic: { arn, status, held, first_seen_at: seen } }: { topic: AdminTopic }) {
  const { t } = useTranslation("amazonPay")
  const { decide, isPending } = useDecideTopic()
  const prompt = usePrompt()
  const approve = async () => {
    const isSure = await prompt({
      title: t("setupPage.approveTitle"),
      description: t("setupPage.approveText", { arn }),
      confirmText: t("setupPage.approve"),
      cancelText: t("cancel"),
      variant: "confirmation",
    })
    if (isSure) decide({ arn, decision: "approve" })
  }
  const reject = async () => {
    const isSure = await prompt({
      title: t("setupPage.rejectTitle"),
      description: t("setupPage.rejectText", { arn }),
      confirmText: t("setupPage.reject"),
      cancelText: t("cancel"),
    })
    if (isSure) decide({ arn, decision: "reject" })
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <Text size="small" leading="compact" className="text-ui-fg-subtle">
        {t("setupPage.held", { held })}
        {seen && (
          <>
            {" · "}
            {t("setupPage.firstSeen")} <Moment iso={seen} />
          </>
        )}
      </Text>
      <div className="flex gap-x-2">
        {status !== "rejected" && (
          <Button size="small" variant="secondary" disabled={isPending} onClick={() => void reject()}>
            {t("setupPage.reject")}
          </Button>
        )}
        {status !== "approved" && (
          <Button size="small" variant="primary" disabled={isPending} onClick={() => void approve()}>
            {t("setupPage.approve")}
          </Button>
        )}
      </div>
    </div>
  )
}
