import type { Chosen } from "./list-location"

/** Names under which a period stands in a page's address, each a day such as `2026-11-24`. */
export const PERIOD = { from: "from", to: "to" } as const

/** A day as it stands in the address, in the time zone of the person reading. */
export function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, "0")
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The first moment of a day, or `undefined` where there is none. */
export function startOfDay(day: string | undefined): Date | undefined {
  const date = /^\d{4}-\d\d-\d\d$/.test(day ?? "") ? new Date(`${day}T00:00:00`) : undefined
  return date && !Number.isNaN(date.getTime()) ? date : undefined
}

/** The last moment of a day, or `undefined` where there is none. */
export function endOfDay(day: string | undefined): Date | undefined {
  const date = startOfDay(day)
  date?.setHours(23, 59, 59, 999)
  return date
}

/** A chosen period as the store takes it, or `undefined` where none is chosen. */
export function chosenPeriod(chosen: Chosen): { $gte?: string; $lte?: string } | undefined {
  const from = startOfDay(chosen[PERIOD.from]?.[0])?.toISOString()
  const to = endOfDay(chosen[PERIOD.to]?.[0])?.toISOString()
  return from || to ? { ...(from && { $gte: from }), ...(to && { $lte: to }) } : undefined
}
