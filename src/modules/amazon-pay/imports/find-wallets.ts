import { In } from "typeorm"
import { WalletEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"

export type KnownWallet = Readonly<{ id: string; customerId: string }>

const BATCH = 1_000

/** Whose wallets these charge permissions are, by charge permission; what is nobody's is not in it. */
export async function findWallets(
  runtime: Runtime,
  chargePermissionIds: readonly string[],
): Promise<Map<string, KnownWallet>> {
  const found = new Map<string, KnownWallet>()
  for (let at = 0; at < chargePermissionIds.length; at += BATCH) {
    const batch = chargePermissionIds.slice(at, at + BATCH)
    for (const { account } of runtime.accounts.values()) {
      const wallets = await runtime.db.getRepository(WalletEntity).find({
        select: { id: true, customer_id: true, charge_permission_id: true },
        where: { merchant_account: account.id, environment: account.environment, charge_permission_id: In(batch) },
      })
      for (const wallet of wallets) {
        found.set(wallet.charge_permission_id, { id: wallet.id, customerId: wallet.customer_id })
      }
    }
  }
  return found
}
