import { Button, DatePicker, Label, Popover } from "@medusajs/ui"
import { useId, useMemo } from "react"
import { useTranslation } from "react-i18next"
import { localeOf } from "../format/locale"
import type { ListLocation } from "./list-location"
import { dayOf, endOfDay, PERIOD, startOfDay } from "./period"

/** A filter for the days on which something happened, in the time zone of the person reading. */
export function PeriodFilter({ location, label }: { location: ListLocation; label: string }) {
  const { t, i18n } = useTranslation("amazonPay")
  const id = useId()
  const [from] = location.chosen[PERIOD.from] ?? []
  const [to] = location.chosen[PERIOD.to] ?? []
  const day = (value: string | undefined) => {
    const date = startOfDay(value)
    return date ? new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: "medium" }).format(date) : "…"
  }
  // A picker also reports what it was given, for every date that is another object.
  const fromDay = useMemo(() => startOfDay(from) ?? null, [from])
  const toDay = useMemo(() => startOfDay(to) ?? null, [to])
  const choose = (name: string) => (date: Date | null) => {
    const chosen = date ? dayOf(date) : undefined
    if (chosen !== location.chosen[name]?.[0]) location.choose(name, chosen ? [chosen] : [])
  }
  return (
    <Popover>
      <Popover.Trigger asChild>
        <Button size="small" variant="secondary">
          {from || to ? `${label}: ${day(from)} – ${day(to)}` : label}
        </Button>
      </Popover.Trigger>
      <Popover.Content align="start" aria-label={label} className="flex flex-col gap-y-3 p-3">
        <div className="flex flex-col gap-y-1">
          <Label id={`${id}-from`} size="xsmall" weight="plus">
            {t("listing.from")}
          </Label>
          <DatePicker
            aria-labelledby={`${id}-from`}
            value={fromDay}
            maxValue={endOfDay(to)}
            onChange={choose(PERIOD.from)}
          />
        </div>
        <div className="flex flex-col gap-y-1">
          <Label id={`${id}-to`} size="xsmall" weight="plus">
            {t("listing.to")}
          </Label>
          <DatePicker
            aria-labelledby={`${id}-to`}
            value={toDay}
            minValue={startOfDay(from)}
            onChange={choose(PERIOD.to)}
          />
        </div>
      </Popover.Content>
    </Popover>
  )
}
