import { StatusBadge, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { WalletImport } from "../../../src/contracts"
import { listImports } from "../../api/imports"
import { Failure } from "../../components/failure"
import { Loading } from "../../components/loading"
import { Moment } from "../../components/moment"
import { Section } from "../../components/section"
import { importColor } from "../../format/colors"
import { queryKeys } from "../../hooks/keys"
import { retryOnce } from "../../hooks/retry"
import { OPEN_IMPORT } from "./opened"
import { nextLook } from "./under-way"
import { TextLink } from "../../components/text-link"

/** The latest imports, to look at their reports again. */
export function EarlierImports() {
  const { t } = useTranslation("amazonPay")
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: queryKeys.importList,
    queryFn: ({ signal }) => listImports(signal),
    retry: retryOnce,
    staleTime: 0,
    refetchInterval: ({ state }) => nextLook(state.data?.imports),
  })
  return (
    <Section title={t("importPage.earlier")}>
      {isPending && <Loading label={t("importPage.loading")} rows={1} />}
      {error && <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />}
      {data?.imports.length === 0 && (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("importPage.none")}
        </Text>
      )}
      {data && data.imports.length > 0 && (
        <ul className="divide-y">
          {data.imports.map((found) => (
            <Earlier key={found.id} found={found} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Earlier({ found }: { found: WalletImport }) {
  const { t } = useTranslation("amazonPay")
  return (
    <li className="flex items-center justify-between gap-x-4 px-6 py-3">
      <TextLink to={{ search: new URLSearchParams({ [OPEN_IMPORT]: found.id }).toString() }}>
        <Moment iso={found.created_at} /> ·{" "}
        {t("importPage.done", { done: found.total - found.remaining, total: found.total })}
      </TextLink>
      <StatusBadge color={importColor(found.status)}>{t(`importStatus.${found.status}`)}</StatusBadge>
    </li>
  )
}
