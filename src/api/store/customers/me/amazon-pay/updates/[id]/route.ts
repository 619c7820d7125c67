import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { UpdateResponse } from "../../../../../../../contracts"
import { toWalletUpdate } from "../../../../../../../modules/amazon-pay/presentation"
import { amazonPayOf, parameter } from "../../../../../../module"

/** One of the customer's own history entries; a page that shows `pending` asks here. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<UpdateResponse>): Promise<void> {
  const update = await amazonPayOf(req).retrieveUpdate(parameter(req, "id"), req.auth_context.actor_id)
  res.json({ update: toWalletUpdate(update) })
}
