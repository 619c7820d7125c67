import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminWalletListResponse, AdminWalletResponse } from "../../../../contracts"
import { toAdminWallet } from "../../../../modules/amazon-pay/presentation"
import { amazonPayOf } from "../../../module"
import { attachWalletWorkflow } from "../../../../workflows/attach-wallet"
import { answeringAmazonErrors } from "../../../amazon-errors"
import type { AdminWalletsQuery, AttachWalletBody } from "../../../validators"

/** Saved wallets of all customers, newest first. */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminWalletListResponse>,
): Promise<void> {
  const amazonPay = amazonPayOf(req)
  const { limit, offset, customer_id, status } = req.validatedQuery as AdminWalletsQuery
  const { wallets, count } = await amazonPay.listWalletsPage({ customerId: customer_id, status }, { limit, offset })
  res.json({
    wallets: wallets.map((wallet) => toAdminWallet(wallet, amazonPay.account(wallet.merchant_account))),
    count,
    limit,
    offset,
  })
}

/** Attaches a saved wallet that already exists at Amazon to a customer. */
export const POST = answeringAmazonErrors(
  async (req: AuthenticatedMedusaRequest<AttachWalletBody>, res: MedusaResponse<AdminWalletResponse>) => {
    const { result } = await attachWalletWorkflow(req.scope).run({ input: req.validatedBody })
    res.json({ wallet: result })
  },
)
