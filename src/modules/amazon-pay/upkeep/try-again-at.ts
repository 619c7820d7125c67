import { WalletEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"

/**
 * Says when upkeep may take up wallets again.
 *
 * @param at `null` for the next run
 */
export async function tryAgainAt(runtime: Runtime, walletIds: readonly string[], at: Date | null): Promise<void> {
  if (!walletIds.length) return
  await runtime.db
    .createQueryBuilder()
    .update(WalletEntity)
    .set({ next_check_at: at })
    .where("id = any(:walletIds)", { walletIds })
    .execute()
}
