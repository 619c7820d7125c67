import type { EntityManager } from "typeorm"
import type { NotificationEntity } from "../persistence/entities"

/** A notification as it comes, without what the database and the worker add. */
export type NewNotification = Omit<
  NotificationEntity,
  "received_at" | "attempts" | "next_attempt_at" | "lease_until" | "update_id" | "no_visible_change"
>

/** All of them: a member that is added to the entity has to be written, too. */
const IS_COLUMN: Readonly<Record<keyof NewNotification, true>> = {
  message_id: true,
  notification_id: true,
  topic_arn: true,
  type: true,
  merchant_account: true,
  notification_type: true,
  object_type: true,
  object_id: true,
  charge_permission_id: true,
  sent_at: true,
  status: true,
  last_error: true,
  raw_message: true,
}
const COLUMNS = Object.keys(IS_COLUMN)

const INSERT = `
  insert into amazon_pay_notification (${COLUMNS.join(", ")})
  values (${COLUMNS.map((_, index) => `$${index + 1}`).join(", ")})
  on conflict do nothing returning message_id`

/**
 * Stores a notification in one statement. It is written out because every notification comes through here: building it
 * anew costs a sixth of what storing one costs this process.
 *
 * @returns `false` when it is there already, or when one like it is held
 */
export async function insertOnce(db: Pick<EntityManager, "query">, row: NewNotification): Promise<boolean> {
  const values: Readonly<Record<string, unknown>> = row
  const rows = await db.query<unknown[]>(
    INSERT,
    COLUMNS.map((column) => values[column]),
  )
  return rows.length > 0
}
