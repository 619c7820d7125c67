import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { WalletResponse } from "../../../../../../../../contracts"
import { closeWalletWorkflow } from "../../../../../../../../workflows/close-wallet"
import { answeringAmazonErrors } from "../../../../../../../amazon-errors"
import { parameter } from "../../../../../../../module"

/** Closes one of the customer's own wallets at Amazon. */
export const POST = answeringAmazonErrors(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<WalletResponse>) => {
    const { result } = await closeWalletWorkflow(req.scope).run({
      input: { customer_id: req.auth_context.actor_id, wallet_id: parameter(req, "id") },
    })
    res.json({ wallet: result })
  },
)
