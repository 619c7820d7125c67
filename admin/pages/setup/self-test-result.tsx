import { StatusBadge, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { SelfTestCheck } from "../../../src/contracts"
import { en } from "../../i18n/en"

/** What a test that was just made found, line by line. */
export function SelfTestResult({ checks }: { checks: readonly SelfTestCheck[] }) {
  return (
    <ul className="bg-ui-bg-subtle border-ui-border-base divide-y rounded-md border">
      {checks.map((check) => (
        <Line key={check.name} check={check} />
      ))}
    </ul>
  )
}

function Line({ check }: { check: SelfTestCheck }) {
  const { t } = useTranslation("amazonPay")
  const { name, code, ok } = check
  return (
    <li className="flex items-start justify-between gap-x-4 px-3 py-2" data-self-test={name} data-code={code}>
      <div className="flex min-w-0 flex-col gap-y-1">
        <Text size="small" leading="compact" weight="plus">
          {t(`selfTest.${name}`)}
        </Text>
        {code !== "ok" && (
          <Text size="small" leading="compact" className="text-ui-fg-subtle text-pretty">
            {t(`selfTestCode.${code}`)} {hasFix(code) && t(`selfTestFix.${code}`)}
          </Text>
        )}
      </div>
      <StatusBadge className="shrink-0" color={colorOf(check)}>
        {t(ok ? (code === "ok" ? "checkLevel.ok" : "selfTestCode.not_checked") : "checkLevel.error")}
      </StatusBadge>
    </li>
  )
}

function colorOf({ ok, code }: SelfTestCheck) {
  if (!ok) return "red"
  return code === "ok" ? "green" : "grey"
}

function hasFix(code: string): code is keyof typeof en.selfTestFix {
  return Object.hasOwn(en.selfTestFix, code)
}
