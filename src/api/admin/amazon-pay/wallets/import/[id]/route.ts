import { pipeline } from "node:stream/promises"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { WalletImportReportResponse, WalletImportResponse } from "../../../../../../contracts"
import { amazonPayOf, parameter } from "../../../../../module"
import type { ImportReportQuery } from "../../../../../validators"

/**
 * How far an import is, and a page of its rows in the order of the file. The whole report as a CSV file with
 * `format=csv`, or where that is what the request accepts.
 */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<WalletImportReportResponse>,
): Promise<void> {
  const amazonPay = amazonPayOf(req)
  const { status, limit, cursor, format } = req.validatedQuery as ImportReportQuery
  const found = await amazonPay.retrieveImport(parameter(req, "id"))
  const filters = { importId: found.id, status }
  if (wantsCsv(req, format)) {
    res.setHeader("content-disposition", `attachment; filename="amazon-pay-import-${found.id}.csv"`)
    res.type("text/csv; charset=utf-8")
    await pipeline(amazonPay.importReport(filters), res)
    return
  }
  const rows = await amazonPay.listImportRows(filters, { limit: limit + 1, after: cursor })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  res.json({ import: found, rows: shown, next_cursor: last ? String(last.line) : null })
}

function wantsCsv(req: AuthenticatedMedusaRequest, format: ImportReportQuery["format"]): boolean {
  return format ? format === "csv" : req.accepts(["json", "csv"]) === "csv"
}

/** Cancels what an import has not done yet; what it attached stays attached. */
export async function DELETE(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<WalletImportResponse>,
): Promise<void> {
  res.json({ import: await amazonPayOf(req).cancelImport(parameter(req, "id")) })
}
