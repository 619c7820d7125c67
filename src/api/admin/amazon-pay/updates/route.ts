import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { UpdateListResponse } from "../../../../contracts"
import { toWalletUpdate } from "../../../../modules/amazon-pay/presentation"
import { amazonPayOf } from "../../../module"
import type { AdminUpdatesQuery } from "../../../validators"

/** The history across customers, newest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<UpdateListResponse>): Promise<void> {
  const query = req.validatedQuery as AdminUpdatesQuery
  const page = { limit: query.limit, offset: query.offset }
  const { updates, count } = await amazonPayOf(req).listUpdatesPage(
    {
      customerId: query.customer_id,
      walletId: query.wallet_id,
      status: query.status,
      updateType: query.update_type,
      source: query.source,
      initiatedBy: query.initiated_by,
      createdFrom: query.created_at?.$gte,
      createdTo: query.created_at?.$lte,
    },
    page,
  )
  res.json({ updates: updates.map(toWalletUpdate), count, ...page })
}
