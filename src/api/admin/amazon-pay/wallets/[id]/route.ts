import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminWalletDetailResponse } from "../../../../../contracts"
import { toAdminWallet } from "../../../../../modules/amazon-pay/presentation"
import { amazonPayOf, parameter } from "../../../../module"

/** One saved wallet, whoever's it is, with the latest links that were made for it. */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminWalletDetailResponse>,
): Promise<void> {
  const amazonPay = amazonPayOf(req)
  const wallet = await amazonPay.retrieveWallet(parameter(req, "id"))
  const { links } = await amazonPay.listUpdateLinksPage({ walletId: wallet.id }, { limit: 20, offset: 0 })
  res.json({ wallet: toAdminWallet(wallet, amazonPay.accountShown(wallet.merchant_account)), update_links: links })
}
