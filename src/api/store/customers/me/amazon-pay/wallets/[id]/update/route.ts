import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { CheckoutResponse } from "../../../../../../../../contracts"
import { amazonPayOf, parameter } from "../../../../../../../module"
import type { StartUpdateBody } from "../../../../../../../validators"

/** Starts an update on Amazon's hosted page, or hands out the one that is open. Amazon is not asked. */
export async function POST(
  req: AuthenticatedMedusaRequest<StartUpdateBody>,
  res: MedusaResponse<CheckoutResponse>,
): Promise<void> {
  const checkout = await amazonPayOf(req).startUpdate({
    customerId: req.auth_context.actor_id,
    walletId: parameter(req, "id"),
    updateType: req.validatedBody.update_type,
  })
  res.json(checkout)
}
