import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { EXPORT_COLUMNS } from "../../../../../modules/amazon-pay/updates/export"
import { sendCsv } from "../../../../csv"
import { amazonPayOf } from "../../../../module"
import type { AdminExportQuery } from "../../../../validators"
import { updateFiltersOf } from "../filters"

/** The filtered history as a CSV file, newest first, without limit. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const rows = amazonPayOf(req).exportUpdates(await updateFiltersOf(req, req.validatedQuery as AdminExportQuery))
  const day = new Date().toISOString().slice(0, 10)
  await sendCsv(req, res, { fileName: `amazon-pay-updates-${day}.csv`, columns: EXPORT_COLUMNS, rows })
}
