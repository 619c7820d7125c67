import { localeOf } from "./locale"

/** A point in time in words: short to read, full for the tooltip. Both in the time zone of the person reading. */
export type Moment = { short: string; full: string }

/**
 * @param iso ISO-8601 time
 * @returns `null` when it is not a time
 */
export function momentOf(iso: string, language: string): Moment | null {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return null
  const locale = localeOf(language)
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(date)
  return {
    short: format({ dateStyle: "medium", timeStyle: "short" }),
    full: format({ dateStyle: "full", timeStyle: "long" }),
  }
}

/** A day in words, or nothing where it is none. */
export function dayText(iso: string, language: string): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return ""
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium" }).format(date)
}
