import { AmazonPayError, type ChargePermission } from "../../../protocol"
import { refusal } from "../errors"
import { WalletEntity } from "../persistence/entities"
import { priorityOf } from "../priority"
import { accountOf, type Runtime } from "../runtime"
import { readAtAmazon, refreshBy, type RefreshCause } from "./refresh"

/**
 * Closes a customer's wallet at Amazon and records it. A wallet that is closed already, here or at Amazon, stays closed.
 *
 * @throws MedusaError `wallet_not_found`
 * @throws AmazonPayError when Amazon refuses or cannot be asked; the wallet is as before then
 */
export async function closeWallet(
  runtime: Runtime,
  input: { customerId: string; walletId: string },
): Promise<WalletEntity> {
  const wallet = await runtime.db
    .getRepository(WalletEntity)
    .findOneBy({ id: input.walletId, customer_id: input.customerId })
  if (!wallet) throw refusal("wallet_not_found")
  if (wallet.status === "closed") return wallet
  const cause: RefreshCause = { source: "return", initiatedBy: "customer" }
  return (await refreshBy(runtime, wallet.id, cause, closeAtAmazon)).wallet
}

/** Amazon refuses to close what is closed: by the buyer, or by an earlier try of ours whose answer was lost. */
async function closeAtAmazon(runtime: Runtime, wallet: WalletEntity, cause: RefreshCause): Promise<ChargePermission> {
  const { client } = accountOf(runtime, wallet.merchant_account)
  try {
    return await client.closeChargePermission(wallet.charge_permission_id, {
      closureReason: "The customer removed this saved wallet in the store.",
      priority: priorityOf(cause.source),
    })
  } catch (error) {
    const isClosed = error instanceof AmazonPayError && error.reasonCode === "InvalidChargePermissionStatus"
    if (!isClosed) throw error
    return readAtAmazon(runtime, wallet, cause)
  }
}
