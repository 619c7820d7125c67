import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminUpdateLinkListResponse } from "../../../../contracts"
import { amazonPayOf } from "../../../module"
import type { AdminUpdateLinksQuery } from "../../../validators"

/** Update links of all customers, newest first. */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminUpdateLinkListResponse>,
): Promise<void> {
  const { customer_id, wallet_id, ...page } = req.validatedQuery as AdminUpdateLinksQuery
  const { links, count } = await amazonPayOf(req).listUpdateLinksPage(
    { customerId: customer_id, walletId: wallet_id },
    page,
  )
  res.json({ update_links: links, count, ...page })
}
