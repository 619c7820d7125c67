import type { DataSource, FindOptionsWhere } from "typeorm"
import type { WalletStatus } from "../../../contracts"
import { In } from "typeorm"
import { WalletEntity } from "../persistence/entities"

export type WalletFilters = { customerId?: string; status?: WalletStatus[]; merchantAccount?: string }

/** A page of wallets, newest first, with how many match. */
export async function listWallets(
  db: DataSource,
  filters: WalletFilters,
  page: { limit: number; offset: number },
): Promise<{ wallets: WalletEntity[]; count: number }> {
  const where: FindOptionsWhere<WalletEntity> = {
    ...(filters.customerId && { customer_id: filters.customerId }),
    ...(filters.merchantAccount && { merchant_account: filters.merchantAccount }),
    ...(filters.status && { status: In(filters.status) }),
  }
  const [wallets, count] = await db.getRepository(WalletEntity).findAndCount({
    where,
    order: { created_at: "DESC", id: "DESC" },
    take: page.limit,
    skip: page.offset,
  })
  return { wallets, count }
}
