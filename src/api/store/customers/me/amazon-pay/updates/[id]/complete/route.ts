import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { UpdateResponse } from "../../../../../../../../contracts"
import { completeWalletUpdateWorkflow } from "../../../../../../../../workflows/complete-wallet-update"
import { parameter } from "../../../../../../../module"
import type { CompleteUpdateBody } from "../../../../../../../validators"

/** Completes a checkout session for the customer who started the update. */
export async function POST(
  req: AuthenticatedMedusaRequest<CompleteUpdateBody>,
  res: MedusaResponse<UpdateResponse>,
): Promise<void> {
  const { result } = await completeWalletUpdateWorkflow(req.scope).run({
    input: {
      customer_id: req.auth_context.actor_id,
      update_id: parameter(req, "id"),
      checkout_session_id: req.validatedBody.checkout_session_id,
    },
  })
  res.json({ update: result })
}
