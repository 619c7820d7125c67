import type { Readable } from "node:stream"
import { Readable as ReadableStream } from "node:stream"
import { stringify } from "csv-stringify"
import type { WalletImportRow } from "../../../contracts"
import type { Runtime } from "../runtime"
import { listRows, type RowFilters } from "./list-imports"
import { toWalletImportRow } from "./present"

const COLUMNS = [
  "line",
  "charge_permission_id",
  "customer_id",
  "status",
  "code",
  "message",
  "wallet_id",
] as const satisfies (keyof WalletImportRow)[]

/** Rows read at a time. */
const PAGE = 1_000

/** The report of an import as CSV, read as fast as it is taken. Values are not formulas to a spreadsheet. */
export function reportAsCsv(runtime: Runtime, filters: RowFilters): Readable {
  const rows = ReadableStream.from(rowsOf(runtime, filters))
  const csv = stringify({ header: true, columns: [...COLUMNS], escape_formulas: true })
  rows.on("error", (error) => csv.destroy(error))
  csv.on("close", () => rows.destroy())
  return rows.pipe(csv)
}

async function* rowsOf(runtime: Runtime, filters: RowFilters): AsyncGenerator<WalletImportRow> {
  let after = 0
  for (;;) {
    const page = await listRows(runtime, filters, { limit: PAGE, after })
    for (const row of page) yield toWalletImportRow(row)
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.line
  }
}
