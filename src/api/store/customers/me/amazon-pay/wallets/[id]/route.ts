import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { WalletResponse } from "../../../../../../../contracts"
import { toWallet } from "../../../../../../../modules/amazon-pay/presentation"
import { amazonPayOf, parameter } from "../../../../../../module"

/** One of the customer's own wallets. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<WalletResponse>): Promise<void> {
  const amazonPay = amazonPayOf(req)
  const wallet = await amazonPay.retrieveWallet(parameter(req, "id"), req.auth_context.actor_id)
  res.json({ wallet: toWallet(wallet, amazonPay.accountShown(wallet.merchant_account)) })
}
