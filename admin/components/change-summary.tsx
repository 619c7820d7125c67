import { ArrowRightMini } from "@medusajs/icons"
import { useTranslation } from "react-i18next"
import type { WalletChange } from "../../src/contracts"
import { changeLines } from "../format/change"
import { Foreign } from "./foreign"

/** The most telling change in one line; what else changed is counted. */
export function ChangeSummary({ changes }: { changes: readonly WalletChange[] }) {
  const { t, i18n } = useTranslation("amazonPay")
  const [first, ...others] = changes
  if (!first) return <span className="text-ui-fg-subtle">–</span>
  const side = (value: WalletChange["after"]) =>
    changeLines(first.field, value, { t, language: i18n.language }).join(", ") || "–"
  return (
    <span className="flex min-w-0 items-center gap-x-1">
      <span className="max-w-28 truncate">
        <Foreign text={side(first.before)} limit={60} />
      </span>
      <ArrowRightMini aria-hidden className="text-ui-fg-muted shrink-0 rtl:rotate-180" />
      <span className="sr-only">{t("history.becomes")}</span>
      <span className="max-w-28 truncate">
        <Foreign text={side(first.after)} limit={60} />
      </span>
      {others.length > 0 && <span className="text-ui-fg-subtle shrink-0">+{others.length}</span>}
    </span>
  )
}
