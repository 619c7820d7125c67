import type { DataSource, SelectQueryBuilder } from "typeorm"
import type { UpdateInitiator, UpdateSource, UpdateStatus, UpdateType } from "../../../contracts"
import { cappedCount } from "../persistence/capped-count"
import { WalletUpdateEntity } from "../persistence/entities"

export type UpdateFilters = {
  customerId?: string
  walletId?: string
  status?: UpdateStatus[]
  updateType?: UpdateType[]
  source?: UpdateSource[]
  initiatedBy?: UpdateInitiator[]
  createdFrom?: Date
  createdTo?: Date
}

/**
 * A page of the history, newest first.
 *
 * @returns the page and how many entries match, capped at 10,001
 */
export async function listUpdates(
  db: DataSource,
  filters: UpdateFilters,
  page: { limit: number; offset: number },
): Promise<{ updates: WalletUpdateEntity[]; count: number }> {
  const filtered = () => filterUpdates(db.createQueryBuilder(WalletUpdateEntity, "u"), filters)
  const [updates, count] = await Promise.all([
    filtered()
      .orderBy("u.created_at", "DESC")
      .addOrderBy("u.id", "DESC")
      .limit(page.limit)
      .offset(page.offset)
      .getMany(),
    cappedCount(db, filtered()),
  ])
  return { updates, count }
}

function filterUpdates(
  query: SelectQueryBuilder<WalletUpdateEntity>,
  filters: UpdateFilters,
): SelectQueryBuilder<WalletUpdateEntity> {
  const conditions: [unknown, string][] = [
    [filters.customerId, "u.customer_id = :customerId"],
    [filters.walletId, "u.wallet_id = :walletId"],
    [filters.status, "u.status in (:...status)"],
    [filters.updateType, "u.update_type in (:...updateType)"],
    [filters.source, "u.sources && :source::text[]"],
    [filters.initiatedBy, "u.initiated_by in (:...initiatedBy)"],
    [filters.createdFrom, "u.created_at >= :createdFrom"],
    [filters.createdTo, "u.created_at <= :createdTo"],
  ]
  query.where("true")
  for (const [value, condition] of conditions) {
    if (value !== undefined) query.andWhere(condition, filters)
  }
  return query
}
