import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { stringify } from "csv-stringify"
import { failureInWords } from "../modules/amazon-pay/telemetry/failures"
import { say } from "../modules/amazon-pay/telemetry/say"

type CsvFile<Row> = {
  fileName: string
  columns: readonly (keyof Row & string)[]
  /** Taken until they end or the client is gone. */
  rows: AsyncGenerator<Row, void>
}

/**
 * Streams rows as a CSV file that spreadsheets open safely: in UTF-8 with the mark that Excel looks for, and nothing in a
 * cell is taken for a formula. Rows are taken as fast as the client reads. What fails later than the first row breaks the
 * connection, so that half a file does not look whole.
 *
 * @throws whatever the first row throws: nothing is answered then
 */
export async function sendCsv<Row extends Record<string, string>>(
  req: MedusaRequest,
  res: MedusaResponse,
  { fileName, columns, rows }: CsvFile<Row>,
): Promise<void> {
  const first = await rows.next()
  res.setHeader("content-type", "text/csv; charset=utf-8")
  res.setHeader("content-disposition", `attachment; filename="${fileName}"`)
  res.setHeader("x-content-type-options", "nosniff")
  const csv = stringify({ header: true, columns: [...columns], bom: true, escape_formulas: true })
  try {
    await pipeline(Readable.from(resumed(first, rows)), csv, res)
  } catch (error) {
    if (isClientGone(error)) return
    say(req.scope.resolve("logger"), "warn", "a file could not be sent to its end", failureInWords(error))
  }
}

async function* resumed<Row>(first: IteratorResult<Row, void>, rest: AsyncGenerator<Row, void>) {
  if (first.done) return
  yield first.value
  yield* rest
}

function isClientGone(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE"
}
