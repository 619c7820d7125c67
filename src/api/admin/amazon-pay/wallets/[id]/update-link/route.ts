import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminCreatedUpdateLinkResponse } from "../../../../../../contracts"
import { createUpdateLinkWorkflow } from "../../../../../../workflows/create-update-link"
import { parameter } from "../../../../../module"
import type { UpdateLinkBody } from "../../../../../validators"

/** Makes a link that asks the wallet's customer to update it. It takes the place of the one before for the same update. */
export async function POST(
  req: AuthenticatedMedusaRequest<UpdateLinkBody>,
  res: MedusaResponse<AdminCreatedUpdateLinkResponse>,
): Promise<void> {
  const { result } = await createUpdateLinkWorkflow(req.scope).run({
    input: { ...req.validatedBody, wallet_id: parameter(req, "id"), created_by: req.auth_context.actor_id },
  })
  res.json({ update_link: result })
}
