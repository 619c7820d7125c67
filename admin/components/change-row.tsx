import { ArrowRightMini } from "@medusajs/icons"
import { useTranslation } from "react-i18next"
import type { WalletChange } from "../../src/contracts"
import { changeLines } from "../format/change"
import { ChangeSide } from "./change-side"

/** One field of a wallet before and after. */
export function ChangeRow({ change: { field, before, after } }: { change: WalletChange }) {
  const { t, i18n } = useTranslation("amazonPay")
  const words = { t, language: i18n.language }
  return (
    <div className="flex flex-col gap-y-1 px-3 py-2">
      <dt className="txt-compact-xsmall-plus text-ui-fg-subtle">{t(`field.${field}`)}</dt>
      <dd className="grid grid-cols-[minmax(0,1fr)_20px_minmax(0,1fr)] items-start gap-x-2">
        <ChangeSide
          label={t("change.before")}
          lines={changeLines(field, before, words)}
          className="text-ui-fg-subtle"
        />
        <ArrowRightMini aria-hidden className="text-ui-fg-muted rtl:rotate-180" />
        <ChangeSide label={t("change.after")} lines={changeLines(field, after, words)} className="text-ui-fg-base" />
      </dd>
    </div>
  )
}
