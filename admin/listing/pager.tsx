import { Button } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ListLocation } from "./list-location"

/** Goes through a list page by page. */
export function Pager({ location, nextCursor }: { location: ListLocation; nextCursor: string | null }) {
  const { t } = useTranslation("amazonPay")
  if (!location.cursor && !nextCursor) return null
  return (
    <nav className="flex items-center justify-end gap-x-2 border-t px-6 py-4" aria-label={t("listing.paging")}>
      <Button size="small" variant="transparent" disabled={!location.cursor} onClick={location.goToFirst}>
        {t("listing.first")}
      </Button>
      <Button size="small" variant="secondary" disabled={!location.hasPrevious} onClick={location.goToPrevious}>
        {t("listing.previous")}
      </Button>
      <Button
        size="small"
        variant="secondary"
        disabled={!nextCursor}
        onClick={() => nextCursor && location.goToNext(nextCursor)}
      >
        {t("listing.next")}
      </Button>
    </nav>
  )
}
