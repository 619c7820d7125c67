import { Badge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { UpdateSource } from "../../src/contracts"

/** Through what an entry became known. */
export function Sources({ sources }: { sources: readonly UpdateSource[] }) {
  const { t } = useTranslation("amazonPay")
  if (sources.length === 0) return null
  return (
    <ul aria-label={t("history.sources")} className="flex flex-wrap gap-1">
      {sources.map((source) => (
        <li key={source} className="flex">
          <Badge size="2xsmall" title={t(`sourceHelp.${source}`)}>
            {t(`source.${source}`)}
          </Badge>
        </li>
      ))}
    </ul>
  )
}
