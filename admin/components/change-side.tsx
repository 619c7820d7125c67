import { clx } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Foreign } from "./foreign"

type ChangeSideProps = { label: string; lines: readonly string[]; className: string }

/** A field's value before or after, line by line. */
export function ChangeSide({ label, lines, className }: ChangeSideProps) {
  const { t } = useTranslation("amazonPay")
  return (
    <div className={clx("txt-compact-small flex flex-col gap-y-0.5 overflow-hidden", className)}>
      <span className="sr-only">{label}</span>
      {lines.length === 0 && <span className="text-ui-fg-subtle">{t("change.none")}</span>}
      {lines.map((line, index) => (
        <span key={index}>
          <Foreign text={line} />
        </span>
      ))}
    </div>
  )
}
