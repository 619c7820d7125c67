import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { UpdateResponse } from "../../../../../../../../contracts"
import { toWalletUpdate } from "../../../../../../../../modules/amazon-pay/presentation"
import { emitCommittedEvents } from "../../../../../../../../workflows/emit-committed-events"
import { amazonPayOf, parameter } from "../../../../../../../module"
import type { CompleteUpdateBody } from "../../../../../../../validators"

/**
 * Completes a checkout session for the customer who started the update. Without a workflow, as the return does: it must
 * not need Redis.
 */
export async function POST(
  req: AuthenticatedMedusaRequest<CompleteUpdateBody>,
  res: MedusaResponse<UpdateResponse>,
): Promise<void> {
  const update = await amazonPayOf(req).completeForCustomer({
    customerId: req.auth_context.actor_id,
    updateId: parameter(req, "id"),
    checkoutSessionId: req.validatedBody.checkout_session_id,
  })
  await emitCommittedEvents(req.scope)
  res.json({ update: toWalletUpdate(update) })
}
