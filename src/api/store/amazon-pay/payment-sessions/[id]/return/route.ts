import type { AuthenticatedMedusaRequest, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PaymentReturnResponse } from "../../../../../../contracts"
import { returnFromCheckoutWorkflow } from "../../../../../../workflows"
import { parameter } from "../../../../../module"
import type { ReturnFromCheckoutBody } from "../../../../../validators"

type BuyerRequest = MedusaRequest<ReturnFromCheckoutBody> & Partial<Pick<AuthenticatedMedusaRequest, "auth_context">>

/**
 * Notes the checkout session with which a buyer came back from Amazon's page to pay. Nobody is charged: completing the
 * cart does that.
 */
export async function POST(req: BuyerRequest, res: MedusaResponse<PaymentReturnResponse>): Promise<void> {
  const { result } = await returnFromCheckoutWorkflow(req.scope).run({
    input: {
      payment_session_id: parameter(req, "id"),
      checkout_session_id: req.validatedBody.checkout_session_id,
      customer_id: req.auth_context?.actor_id || undefined,
    },
  })
  res.json({ payment_session: result })
}
