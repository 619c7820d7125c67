import type { DataSource } from "typeorm"
import { refusal } from "../errors"
import { readPageAfter, type CursorPage } from "../persistence/cursor"
import { WalletUpdateEntity } from "../persistence/entities"
import { readPageAt, rowsAt } from "../persistence/keyset"
import { updateListing, type UpdateFilters } from "./update-filters"

/**
 * A page of the history, newest first, by offset.
 *
 * @returns the page and how many entries match, capped at 10,001
 */
export async function listUpdates(
  db: DataSource,
  filters: UpdateFilters,
  page: { limit: number; offset: number },
): Promise<{ updates: WalletUpdateEntity[]; count: number }> {
  const { positions, count } = await readPageAt(db, [await updateListing(db, filters)], page)
  return { updates: await rowsAt(db, WalletUpdateEntity, "id", positions), count }
}

/**
 * A page of the history, newest first, by cursor: it costs the same wherever it is.
 *
 * @returns the page and the next one's cursor, `null` at the end
 * @throws MedusaError `invalid_cursor`
 */
export async function listUpdatesAfter(
  db: DataSource,
  filters: UpdateFilters,
  page: CursorPage,
): Promise<{ updates: WalletUpdateEntity[]; nextCursor: string | null }> {
  const { positions, nextCursor } = await readPageAfter(db, "updates", await updateListing(db, filters), page)
  return { updates: await rowsAt(db, WalletUpdateEntity, "id", positions), nextCursor }
}

/**
 * @param customerId when given, another customer's entry is not found
 * @throws MedusaError `update_not_found`
 */
export async function retrieveUpdate(db: DataSource, id: string, customerId?: string): Promise<WalletUpdateEntity> {
  const found = await db
    .getRepository(WalletUpdateEntity)
    .findOneBy({ id, ...(customerId !== undefined && { customer_id: customerId }) })
  if (!found) throw refusal("update_not_found")
  return found
}
