import { useTranslation } from "react-i18next"
import { momentOf } from "../format/moment"

/** A time in the reader's language and time zone; the tooltip has all of it. */
export function Moment({ iso }: { iso: string }) {
  const { i18n } = useTranslation("amazonPay")
  const moment = momentOf(iso, i18n.language)
  if (!moment) return null
  return (
    <time dateTime={iso} title={moment.full}>
      {moment.short}
    </time>
  )
}
