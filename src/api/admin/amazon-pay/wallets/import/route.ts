import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ImportPreviewResponse, WalletImportListResponse, WalletImportResponse } from "../../../../../contracts"
import { importWalletsWorkflow, previewImportWorkflow } from "../../../../../workflows/import-wallets"
import { amazonPayOf } from "../../../../module"
import type { ImportQuery, PageQuery } from "../../../../validators"

/** Imports of saved wallets, newest first. */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<WalletImportListResponse>,
): Promise<void> {
  const page = req.validatedQuery as PageQuery
  res.json({ ...(await amazonPayOf(req).listImportsPage(page)), ...page })
}

/**
 * Attaches saved wallets that exist at Amazon to customers, in the background. The body is a CSV file (`text/csv`, 10 MB,
 * 100,000 rows) with the columns `charge_permission_id`, and `customer_id` or `customer_email`. 202: stored, or being
 * worked off already.
 */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<WalletImportResponse | ImportPreviewResponse>,
): Promise<void> {
  const csv = Buffer.isBuffer(req.body) ? req.body.toString("utf8") : ""
  const { preview } = req.validatedQuery as ImportQuery
  if (preview === "true") {
    const { result } = await previewImportWorkflow(req.scope).run({ input: { csv } })
    res.json({ preview: result })
    return
  }
  const { result } = await importWalletsWorkflow(req.scope).run({
    input: { csv, created_by: req.auth_context.actor_id },
  })
  res.status(202).json({ import: result })
}
