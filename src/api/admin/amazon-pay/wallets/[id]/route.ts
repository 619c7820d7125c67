import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminWalletResponse } from "../../../../../contracts"
import { toAdminWallet } from "../../../../../modules/amazon-pay/presentation"
import { amazonPayOf, parameter } from "../../../../module"

/** One saved wallet, whoever's it is. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AdminWalletResponse>): Promise<void> {
  const amazonPay = amazonPayOf(req)
  const wallet = await amazonPay.retrieveWallet(parameter(req, "id"))
  res.json({ wallet: toAdminWallet(wallet, amazonPay.account(wallet.merchant_account)) })
}
