import { StatusBadge, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { StatusCheck } from "../../../src/contracts"
import { Section } from "../../components/section"
import { checkText } from "../../format/check"

const COLORS = { ok: "green", warning: "orange", error: "red" } as const

/** What is well, and what somebody should look after. */
export function Checklist({ checks }: { checks: readonly StatusCheck[] }) {
  const { t } = useTranslation("amazonPay")
  return (
    <Section title={t("setupPage.checklist")}>
      <ul className="divide-y">
        {checks.map((check) => (
          <Check key={check.id} check={check} />
        ))}
      </ul>
    </Section>
  )
}

function Check({ check }: { check: StatusCheck }) {
  const { t, i18n } = useTranslation("amazonPay")
  const { message, fix } = checkText(check, { t, language: i18n.language })
  return (
    <li className="flex items-start justify-between gap-x-4 px-6 py-3" data-check={check.id} data-level={check.level}>
      <div className="flex min-w-0 flex-col gap-y-1">
        <Text size="small" leading="compact" className="text-pretty [overflow-wrap:anywhere]">
          {message}
        </Text>
        {fix && (
          <Text size="small" leading="compact" className="text-ui-fg-subtle text-pretty [overflow-wrap:anywhere]">
            {fix}
          </Text>
        )}
      </div>
      <StatusBadge className="shrink-0" color={COLORS[check.level]}>
        {t(`checkLevel.${check.level}`)}
      </StatusBadge>
    </li>
  )
}
