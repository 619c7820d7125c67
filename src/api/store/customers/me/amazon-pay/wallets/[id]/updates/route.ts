import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { UpdateListResponse } from "../../../../../../../../contracts"
import { toWalletUpdate } from "../../../../../../../../modules/amazon-pay/presentation"
import { amazonPayOf, parameter } from "../../../../../../../module"
import type { PageQuery } from "../../../../../../../validators"

/** The history of one of the customer's own wallets, newest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<UpdateListResponse>): Promise<void> {
  const amazonPay = amazonPayOf(req)
  const page = req.validatedQuery as PageQuery
  const customerId = req.auth_context.actor_id
  const wallet = await amazonPay.retrieveWallet(parameter(req, "id"), customerId)
  const { updates, count } = await amazonPay.listUpdatesPage({ customerId, walletId: wallet.id }, page)
  res.json({ updates: updates.map(toWalletUpdate), count, ...page })
}
