import { Copy } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { foreignText } from "../format/foreign-text"

/** An identifier to read and to copy. */
export function Id({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation("amazonPay")
  return (
    <span className="flex min-w-0 items-center gap-x-1.5">
      <bdi className="truncate font-mono text-[12px]" title={foreignText(value, 500)}>
        {foreignText(value)}
      </bdi>
      <Copy
        content={value}
        variant="mini"
        className="focus-visible:shadow-borders-focus shrink-0 rounded-[4px] outline-none"
        aria-label={t("copy", { what: `${label} ${foreignText(value)}` })}
      />
    </span>
  )
}
