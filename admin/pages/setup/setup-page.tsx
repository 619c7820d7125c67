import { Container, Heading, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Failure } from "../../components/failure"
import { Loading } from "../../components/loading"
import { useStatus } from "../../hooks/use-status"
import { Accounts } from "./accounts"
import { Addresses } from "./addresses"
import { Checklist } from "./checklist"
import { Health } from "./health"
import { Topics } from "./topics"

/** Whether everything is set up, what is missing, and how the plugin is doing. */
export default function SetupPage() {
  const { t } = useTranslation("amazonPay")
  const { data, error, isPending, isFetching, refetch } = useStatus()
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="flex flex-col gap-y-1 px-6 py-4">
        <Heading level="h1">{t("setupPage.title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle text-pretty">
          {t("setupPage.lead")}
        </Text>
      </Container>
      {data ? (
        <>
          <Checklist checks={data.status.checks} />
          <Accounts accounts={data.status.accounts} />
          <Topics />
          <Addresses status={data.status} />
          <Health status={data.status} />
        </>
      ) : (
        <Container className="p-0">
          {isPending ? (
            <Loading label={t("setupPage.loading")} rows={4} />
          ) : (
            <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
          )}
        </Container>
      )}
    </div>
  )
}
