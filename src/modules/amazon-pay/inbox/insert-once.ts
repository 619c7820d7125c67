import type { EntityManager } from "typeorm"
import { NotificationEntity } from "../persistence/entities"

/** A notification as it comes, without what the database and the worker add. */
export type NewNotification = Omit<
  NotificationEntity,
  "received_at" | "attempts" | "next_attempt_at" | "lease_until" | "update_id" | "no_visible_change"
>

/**
 * Stores a notification in one statement.
 *
 * @returns `false` when it is there already, or when one like it is held
 */
export async function insertOnce(
  db: Pick<EntityManager, "createQueryBuilder">,
  row: NewNotification,
): Promise<boolean> {
  const result = await db
    .createQueryBuilder()
    .insert()
    .into(NotificationEntity)
    .values(row)
    .orIgnore()
    .returning("message_id")
    .execute()
  return Array.isArray(result.raw) && result.raw.length > 0
}
