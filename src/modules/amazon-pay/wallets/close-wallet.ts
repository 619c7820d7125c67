import { refusal } from "../errors"
import { WalletEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { refreshWallet } from "./refresh"

/**
 * Closes a customer's wallet at Amazon and records it. A closed wallet stays closed: closing again changes nothing.
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
  const { client } = accountOf(runtime, wallet.merchant_account)
  await client.closeChargePermission(wallet.charge_permission_id, {
    closureReason: "The customer removed this saved wallet in the store.",
  })
  return (await refreshWallet(runtime, wallet.id, { source: "return", initiatedBy: "customer" })).wallet
}
