import { useTranslation } from "react-i18next"
import type { en } from "../i18n/en"

/** The name of a page in the dashboard's trail of pages, in the reader's language. */
export function Crumb({ page }: { page: keyof typeof en.nav }) {
  const { t } = useTranslation("amazonPay")
  return t(`nav.${page}`)
}
