import { Button, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"

type ShowMoreProps = { shown: number; total: number; isLoading: boolean; onShowMore: () => void }

/** The end of a list that goes on. */
export function ShowMore({ shown, total, isLoading, onShowMore }: ShowMoreProps) {
  const { t } = useTranslation("amazonPay")
  return (
    <div className="flex items-center justify-between gap-x-4 px-6 py-3">
      <Text size="small" leading="compact" className="text-ui-fg-subtle" aria-live="polite">
        {t("paging.shown", { shown, total })}
      </Text>
      <Button type="button" size="small" variant="secondary" onClick={onShowMore} isLoading={isLoading}>
        {t("paging.showMore")}
      </Button>
    </div>
  )
}
