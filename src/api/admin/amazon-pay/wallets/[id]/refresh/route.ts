import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminWalletResponse } from "../../../../../../contracts"
import { refreshWalletWorkflow } from "../../../../../../workflows/refresh-wallet"
import { answeringAmazonErrors } from "../../../../../amazon-errors"
import { parameter } from "../../../../../module"

/** Reads the wallet at Amazon now. */
export const POST = answeringAmazonErrors(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AdminWalletResponse>) => {
    const { result } = await refreshWalletWorkflow(req.scope).run({
      input: { wallet_id: parameter(req, "id"), source: "admin" },
    })
    res.json({ wallet: result })
  },
)
