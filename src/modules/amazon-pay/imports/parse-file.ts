import { Readable } from "node:stream"
import { setImmediate as breathe } from "node:timers/promises"
import { CsvError, parse, type Info, type Options } from "csv-parse"
import { parse as parseAtOnce } from "csv-parse/sync"
import type { ImportRowCode } from "../../../contracts"
import { isChargePermissionId } from "../../../protocol"
import { columnOf, IMPORT_COLUMNS, type ImportColumn } from "./columns"
import { ImportFileProblem, MOST_ROWS } from "./file-problem"

/** One line of a file as it is written; what it names may not exist. */
export type ParsedRow = Readonly<{
  line: number
  /** `null` when it is missing or malformed: what else stands there is nobody's business. */
  chargePermissionId: string | null
  customerId: string | null
  customerEmail: string | null
  /** Why the line cannot be imported, as far as the file tells. */
  code: ImportRowCode | null
}>

export type ParsedFile = Readonly<{
  delimiter: string
  columns: readonly ImportColumn[]
  ignoredColumns: readonly string[]
  rows: readonly ParsedRow[]
}>

const DELIMITERS = [",", ";", "\t"] as const
/** Bytes handed to the parser at a time; in between others get their turn. */
const SLICE = 64 * 1024
/** The longest e-mail address has 254 characters, ids have fewer. */
const LONGEST_VALUE = 320
const LONGEST_HEADER = 200
const MOST_IGNORED_COLUMNS = 50

const OPTIONS = {
  info: true,
  max_record_size: 128 * 1024,
  record_delimiter: "\n",
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  skip_records_with_empty_values: true,
} as const satisfies Options

type Parsed = { record: string[]; info: Info }

/**
 * Reads a CSV file of charge permissions. The delimiter (comma, semicolon or tab) is the one with which the first line
 * names the columns. Lines of nothing are no rows; a line with a mistake is a row with a code.
 *
 * @throws ImportFileProblem for a file that cannot be imported at all
 * @see https://csv.js.org/parse/options/
 */
export async function parseImportFile(given: string): Promise<ParsedFile> {
  const text = given.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n")
  const header = readHeader(text)
  const rows: ParsedRow[] = []
  let ended = 0
  try {
    for await (const { record, info } of recordsOf(text, header.delimiter)) {
      const line = firstLineOf(record, info)
      ended = info.lines
      if (line === header.line) continue
      if (rows.length === MOST_ROWS) throw new ImportFileProblem("too_many_rows", line)
      rows.push(readRow(record, line, header))
    }
  } catch (error) {
    if (error instanceof CsvError) throw new ImportFileProblem("file_malformed", ended + 1)
    throw error
  }
  if (!rows.length) throw new ImportFileProblem("file_empty", header.line)
  const { delimiter, columns, ignoredColumns } = header
  return { delimiter, columns: [...columns.keys()], ignoredColumns, rows }
}

async function* recordsOf(text: string, delimiter: string): AsyncGenerator<Parsed> {
  const bytes = Buffer.from(text)
  const slices = async function* () {
    for (let at = 0; at < bytes.length; at += SLICE) {
      yield bytes.subarray(at, at + SLICE)
      await breathe()
    }
  }
  const source = Readable.from(slices())
  const parser = parse({ ...OPTIONS, delimiter })
  source.on("error", (error) => parser.destroy(error))
  try {
    for await (const parsed of source.pipe(parser)) if (isParsed(parsed)) yield parsed
  } finally {
    source.destroy()
  }
}

/** With the option `info` the parser's records are of this shape; its types do not say so. */
function isParsed(value: unknown): value is Parsed {
  return typeof value === "object" && value !== null && "record" in value && "info" in value
}

/** The parser counts the lines it has read; a value in quotation marks may have several. */
function firstLineOf(record: readonly string[], { lines }: Info): number {
  return lines - record.reduce((sum, value) => sum + (value.match(/\n/g)?.length ?? 0), 0)
}

type Header = {
  delimiter: string
  line: number
  width: number
  /** Where each column stands. */
  columns: ReadonlyMap<ImportColumn, number>
  ignoredColumns: readonly string[]
}

/** @throws ImportFileProblem */
function readHeader(text: string): Header {
  const [best] = DELIMITERS.map((delimiter) => headerWith(text, delimiter)).sort(
    (a, b) => b.columns.size - a.columns.size || b.width - a.width,
  )
  if (!best?.width) throw new ImportFileProblem("file_empty", 1)
  const has = (column: ImportColumn) => best.columns.has(column)
  if (!has("charge_permission_id") || (!has("customer_id") && !has("customer_email"))) {
    if (/[\0\uFFFD]/.test(text.slice(0, LONGEST_HEADER))) throw new ImportFileProblem("file_not_utf8", 1)
    const found = IMPORT_COLUMNS.filter(has).join(", ")
    throw new ImportFileProblem("column_missing", best.line, `Found of these: ${found || "none"}.`)
  }
  if (best.twice) throw new ImportFileProblem("column_twice", best.line, `It is ${best.twice}.`)
  return best
}

function headerWith(text: string, delimiter: string): Header & { twice: ImportColumn | null } {
  const { names, line } = firstRecord(text, delimiter)
  const columns = new Map<ImportColumn, number>()
  const ignoredColumns: string[] = []
  let twice: ImportColumn | null = null
  for (const [index, name] of names.entries()) {
    const column = columnOf(name)
    if (column && columns.has(column)) twice = column
    if (column) columns.set(column, columns.get(column) ?? index)
    else if (ignoredColumns.length < MOST_IGNORED_COLUMNS) ignoredColumns.push(name.slice(0, LONGEST_HEADER))
  }
  return { delimiter, line, width: names.length, columns, ignoredColumns, twice }
}

function firstRecord(text: string, delimiter: string): { names: string[]; line: number } {
  try {
    const [first]: unknown[] = parseAtOnce(text.slice(0, SLICE), { ...OPTIONS, delimiter, to: 1 })
    return isParsed(first)
      ? { names: first.record, line: firstLineOf(first.record, first.info) }
      : { names: [], line: 1 }
  } catch {
    throw new ImportFileProblem("file_malformed", 1)
  }
}

/** The one line of a file that is not a row is found by its number, so a row is never taken for it. */
function readRow(record: readonly string[], line: number, { columns, width }: Header): ParsedRow {
  const cell = (column: ImportColumn) => record[columns.get(column) ?? -1]?.trim() ?? ""
  const chargePermission = cell("charge_permission_id").toUpperCase()
  const [customerId, customerEmail] = [cell("customer_id"), cell("customer_email")]
  const code = record.slice(width).some((value) => value.trim())
    ? "too_many_values"
    : (whyUnusable([chargePermission, customerId, customerEmail]) ??
      whyNoPermission(chargePermission) ??
      whyNoCustomer(customerId, customerEmail))
  return {
    line,
    chargePermissionId: isChargePermissionId(chargePermission) ? chargePermission : null,
    customerId: code ? null : customerId || null,
    customerEmail: code ? null : customerEmail || null,
    code,
  }
}

function whyUnusable(values: readonly string[]): ImportRowCode | null {
  if (values.some((value) => value.length > LONGEST_VALUE)) return "value_too_long"
  return values.some((value) => value.includes("\uFFFD")) ? "value_not_utf8" : null
}

function whyNoPermission(chargePermission: string): ImportRowCode | null {
  if (!chargePermission) return "charge_permission_missing"
  return isChargePermissionId(chargePermission) ? null : "charge_permission_malformed"
}

/** What contains control characters is the name of nobody, and PostgreSQL is not asked about it. */
function whyNoCustomer(customerId: string, customerEmail: string): ImportRowCode | null {
  if (!customerId && !customerEmail) return "customer_missing"
  return /\p{Cc}/u.test(customerId + customerEmail) ? "customer_not_found" : null
}
