import { trace, isSpanContextValid } from "@medusajs/framework/opentelemetry/api"
import type { Logger } from "@medusajs/framework/types"

type Level = "debug" | "info" | "warn" | "error"

/** A logger of the store. Medusa's own, and others like it, take fields through `log`. */
export type Speaker = Pick<Logger, Level> & Partial<Pick<Logger, "log">>

type Value = string | number | boolean | null | undefined

/** Ids, codes and numbers that belong to a line. Nothing of a person, and nothing secret. */
export type Fields = Readonly<Record<string, Value | readonly string[]>>

/** A list in a line names no more than so many. */
const MOST_NAMED = 10
/** The reason of a failure can be the text of somebody else's error. */
const MOST_CHARACTERS = 500

/**
 * Writes one line into the store's log: a text that is always the same for the same event, and fields. In production they
 * are members of Medusa's JSON; in development, where the log is for reading and shows texts only, and with a logger that
 * takes no fields, they stand in the text.
 *
 * @param fields those that are empty are left out
 */
export function say(logger: Speaker, level: Level, text: string, fields: Fields = {}): void {
  const told = { ...tellable(fields), ...traceOf() }
  const line = `amazon-pay: ${text}`
  if (!logger.log) return logger[level](inWords(line, told))
  logger.log(level, isForReading() ? inWords(line, told) : line, told)
}

/** As Medusa's logger decides it. */
function isForReading(): boolean {
  return (process.env.NODE_ENV || "development").startsWith("dev")
}

function tellable(fields: Fields): Record<string, string | number | boolean> {
  const told: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null || value === "") continue
    told[name] = typeof value === "object" ? named(value) : typeof value === "string" ? cut(value) : value
  }
  return told
}

function named(ids: readonly string[]): string {
  const more = ids.length - MOST_NAMED
  return ids.slice(0, MOST_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "")
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}...` : text
}

/** The trace a line belongs to, for tools that bring both together. */
function traceOf(): { trace_id?: string; span_id?: string } {
  const context = trace.getActiveSpan()?.spanContext()
  return context && isSpanContextValid(context) ? { trace_id: context.traceId, span_id: context.spanId } : {}
}

function inWords(line: string, told: Record<string, string | number | boolean>): string {
  const words = Object.entries(told).map(([name, value]) => `${name}=${quoted(String(value))}`)
  return [line, ...words].join(" ")
}

/** One line stays one line, whatever is in it. */
function quoted(value: string): string {
  return /^[\w.:/@+-]+$/.test(value) ? value : JSON.stringify(value)
}
