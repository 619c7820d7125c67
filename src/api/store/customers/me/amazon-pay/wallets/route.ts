import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { CheckoutResponse, WalletListResponse } from "../../../../../../contracts"
import { toWallet } from "../../../../../../modules/amazon-pay/presentation"
import { amazonPayOf } from "../../../../../module"
import type { PageQuery, StartSetUpBody } from "../../../../../validators"

/** The customer's own saved wallets, newest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<WalletListResponse>): Promise<void> {
  const amazonPay = amazonPayOf(req)
  const page = req.validatedQuery as PageQuery
  const { wallets, count } = await amazonPay.listWalletsPage({ customerId: req.auth_context.actor_id }, page)
  res.json({
    wallets: wallets.map((wallet) => toWallet(wallet, amazonPay.accountShown(wallet.merchant_account))),
    count,
    ...page,
  })
}

/** Starts saving a new wallet. */
export async function POST(
  req: AuthenticatedMedusaRequest<StartSetUpBody>,
  res: MedusaResponse<CheckoutResponse>,
): Promise<void> {
  const checkout = await amazonPayOf(req).startSetUp({
    customerId: req.auth_context.actor_id,
    merchantAccount: req.validatedBody.merchant_account,
  })
  res.json(checkout)
}
