import { Button, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"

type NoticeProps = { icon?: ReactNode; title: string; text: string; onRetry?: () => void; isRetrying?: boolean }

/** What there is to say where there is nothing to show. */
export function Notice({ icon, title, text, onRetry, isRetrying }: NoticeProps) {
  const { t } = useTranslation("amazonPay")
  return (
    <div className="flex flex-col items-center gap-y-3 px-6 py-8 text-center">
      {icon}
      <div className="flex flex-col gap-y-1">
        <Text size="small" leading="compact" weight="plus">
          {title}
        </Text>
        <Text size="small" className="text-ui-fg-subtle text-pretty">
          {text}
        </Text>
      </div>
      {onRetry && (
        <Button type="button" size="small" variant="secondary" onClick={onRetry} isLoading={isRetrying}>
          {t("retry")}
        </Button>
      )}
    </div>
  )
}
