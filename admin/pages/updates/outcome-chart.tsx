import { Text, Tooltip } from "@medusajs/ui"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { UPDATE_STATUSES, type AdminStatisticsResponse, type StatisticsBucket } from "../../../src/contracts"
import { updateStatistics } from "../../api/updates"
import { Failure } from "../../components/failure"
import { Loading } from "../../components/loading"
import { Section } from "../../components/section"
import { updateFill } from "../../format/colors"
import { dayText } from "../../format/moment"
import { queryKeys } from "../../hooks/keys"
import { retryOnce } from "../../hooks/retry"
import type { ListLocation } from "../../listing/list-location"

/** How updates ended, day by day: a bar for each day, and the same as a table for who does not see bars. */
export function OutcomeChart({ location }: { location: ListLocation }) {
  const { t } = useTranslation("amazonPay")
  const { search, chosen } = location
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: queryKeys.updateStatistics({ search, chosen }),
    queryFn: ({ signal }) => updateStatistics(location, signal),
    placeholderData: keepPreviousData,
    retry: retryOnce,
    staleTime: 0,
  })
  return (
    <Section title={t("updatesPage.chart")}>
      {isPending && <Loading label={t("updatesPage.chartLoading")} rows={1} />}
      {error && <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />}
      {data && !error && <Outcomes statistics={data.statistics} />}
    </Section>
  )
}

type Statistics = AdminStatisticsResponse["statistics"]

function Outcomes({ statistics }: { statistics: Statistics }) {
  const most = Math.max(...statistics.buckets.map(sum), 1)
  return (
    <div className="flex flex-col gap-y-4 px-6 py-4">
      <div aria-hidden className="flex h-32 items-stretch gap-x-px">
        {statistics.buckets.map((bucket) => (
          <Bar key={bucket.start} bucket={bucket} most={most} />
        ))}
      </div>
      <Legend totals={statistics.totals} />
      <OutcomeTable buckets={statistics.buckets} />
    </div>
  )
}

function Bar({ bucket, most }: { bucket: StatisticsBucket; most: number }) {
  const { t, i18n } = useTranslation("amazonPay")
  const parts = UPDATE_STATUSES.filter((status) => bucket[status] > 0)
  const counts = parts.map((status) => `${t(`updateStatus.${status}`)}: ${bucket[status]}`)
  return (
    <Tooltip content={[dayText(bucket.start, i18n.language), ...counts].join(" · ")}>
      <div className="bg-ui-bg-subtle hover:bg-ui-bg-subtle-hover flex min-w-0 flex-1 flex-col-reverse">
        {parts.map((status) => (
          <div
            key={status}
            className={updateFill(status)}
            style={{ height: `${(bucket[status] / most) * 100}%`, minHeight: 2 }}
          />
        ))}
      </div>
    </Tooltip>
  )
}

function Legend({ totals }: { totals: Statistics["totals"] }) {
  const { t } = useTranslation("amazonPay")
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-2">
      {UPDATE_STATUSES.map((status) => (
        <li key={status} className="flex items-center gap-x-2">
          <span aria-hidden className={`size-2.5 rounded-sm ${updateFill(status)}`} />
          <Text size="small" leading="compact" className="text-ui-fg-subtle">
            {t(`updateStatus.${status}`)}: {totals[status]}
          </Text>
        </li>
      ))}
    </ul>
  )
}

function OutcomeTable({ buckets }: { buckets: readonly StatisticsBucket[] }) {
  const { t, i18n } = useTranslation("amazonPay")
  return (
    <table className="sr-only">
      <caption>{t("updatesPage.chart")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("updatesPage.day")}</th>
          {UPDATE_STATUSES.map((status) => (
            <th key={status} scope="col">
              {t(`updateStatus.${status}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {buckets
          .filter((bucket) => sum(bucket) > 0)
          .map((bucket) => (
            <tr key={bucket.start}>
              <th scope="row">{dayText(bucket.start, i18n.language)}</th>
              {UPDATE_STATUSES.map((status) => (
                <td key={status}>{bucket[status]}</td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  )
}

function sum(bucket: StatisticsBucket): number {
  return UPDATE_STATUSES.reduce((total, status) => total + bucket[status], 0)
}
