import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type {
  AdminListedWallet,
  AdminWalletCursorResponse,
  AdminWalletListResponse,
  AdminWalletResponse,
} from "../../../../contracts"
import type { WalletEntity } from "../../../../modules/amazon-pay/persistence/entities"
import { toAdminWallet } from "../../../../modules/amazon-pay/presentation"
import { customerEmails, searchedFor } from "../../../customers"
import { amazonPayOf } from "../../../module"
import { attachWalletWorkflow } from "../../../../workflows/attach-wallet"
import { answeringAmazonErrors } from "../../../amazon-errors"
import type { AdminWalletsQuery, AttachWalletBody } from "../../../validators"

/**
 * Saved wallets of all customers, newest first, or with `order=attention` those that need their customer before the others.
 * With `cursor` the answer has `next_cursor` and no `count`.
 */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminWalletListResponse | AdminWalletCursorResponse>,
): Promise<void> {
  const { limit, offset = 0, cursor, ...query } = req.validatedQuery as AdminWalletsQuery
  const amazonPay = amazonPayOf(req)
  const filters = {
    customerId: query.customer_id,
    status: query.status,
    order: query.order,
    ...(await searchedFor(req, query.q)),
  }
  if (cursor !== undefined) {
    const { wallets, nextCursor } = await amazonPay.listWalletsAfter(filters, { limit, cursor })
    res.json({ wallets: await presented(req, wallets), limit, next_cursor: nextCursor })
    return
  }
  const { wallets, count } = await amazonPay.listWalletsPage(filters, { limit, offset })
  res.json({ wallets: await presented(req, wallets), count, limit, offset })
}

async function presented(
  req: AuthenticatedMedusaRequest,
  wallets: readonly WalletEntity[],
): Promise<AdminListedWallet[]> {
  const amazonPay = amazonPayOf(req)
  const emails = await customerEmails(
    req,
    wallets.map(({ customer_id }) => customer_id),
  )
  const chargebacks = await amazonPay.listChargebacks(wallets.map(({ id }) => id))
  return wallets.map((wallet) => ({
    ...toAdminWallet(wallet, amazonPay.accountShown(wallet.merchant_account)),
    customer_email: emails.get(wallet.customer_id) ?? null,
    chargebacks: chargebacks.filter(({ wallet_id }) => wallet_id === wallet.id),
  }))
}

/** Attaches a saved wallet that already exists at Amazon to a customer. */
export const POST = answeringAmazonErrors(
  async (req: AuthenticatedMedusaRequest<AttachWalletBody>, res: MedusaResponse<AdminWalletResponse>) => {
    const { result } = await attachWalletWorkflow(req.scope).run({ input: req.validatedBody })
    res.json({ wallet: result })
  },
)
