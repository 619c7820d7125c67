import { IsNull, Not } from "typeorm"
import { AmazonPayError } from "../../../protocol"
import { WalletEntity, WalletUpdateEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { clearedSecrets } from "../updates/open-update"

const BATCH = 50

/** Notes that a customer is gone. Committed at once, so that nothing is forgotten when Amazon is away. */
export async function requestErasure(runtime: Runtime, customerId: string): Promise<number> {
  const { affected } = await runtime.db
    .getRepository(WalletEntity)
    .update({ customer_id: customerId, erase_requested_at: IsNull() }, { erase_requested_at: runtime.now() })
  return affected ?? 0
}

/**
 * Closes the wallets of customers who are gone at Amazon and erases descriptors, addresses and what the history says of
 * them; that there was a wallet, and when what happened to it, stays. A wallet that Amazon will not close just now is
 * tried again by the next run.
 *
 * @returns how many wallets were erased
 */
export async function eraseRequested(runtime: Runtime): Promise<number> {
  const wallets = await runtime.db.getRepository(WalletEntity).find({
    where: { erase_requested_at: Not(IsNull()), erased_at: IsNull() },
    order: { erase_requested_at: "ASC" },
    take: BATCH,
  })
  let erased = 0
  for (const wallet of wallets) {
    if (!(await closeAtAmazon(runtime, wallet))) continue
    await erase(runtime, wallet)
    erased += 1
  }
  return erased
}

async function closeAtAmazon(runtime: Runtime, wallet: WalletEntity): Promise<boolean> {
  if (wallet.status === "closed") return true
  try {
    const { client } = accountOf(runtime, wallet.merchant_account)
    await client.closeChargePermission(wallet.charge_permission_id, {
      closureReason: "The customer's account in the store was deleted.",
    })
    return true
  } catch (error) {
    if (!(error instanceof AmazonPayError)) throw error
    if (isGone(error)) return true
    runtime.logger.warn(
      `amazon-pay: wallet ${wallet.id} is not closed for erasure yet: ${error.code} ${error.reasonCode ?? ""}`,
    )
    return false
  }
}

/** Amazon does not know it any more, or it is closed already. */
function isGone({ status, reasonCode }: AmazonPayError): boolean {
  return status === 404 || reasonCode === "InvalidChargePermissionStatus"
}

async function erase(runtime: Runtime, wallet: WalletEntity): Promise<void> {
  const now = runtime.now()
  await runtime.db.transaction(async (db) => {
    await db.update(WalletEntity, wallet.id, {
      status: "closed",
      closed_at: wallet.closed_at ?? now,
      erased_at: now,
      payment_descriptor: null,
      shipping_address: null,
      billing_address: null,
    })
    await db.update(WalletUpdateEntity, { wallet_id: wallet.id }, { changes: [], ...clearedSecrets, token_hash: null })
  })
  runtime.logger.info(`amazon-pay: wallet ${wallet.id} erased`)
}
