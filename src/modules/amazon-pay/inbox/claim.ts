import type { DataSource } from "typeorm"
import { NotificationEntity } from "../persistence/entities"

/** Messages about one charge permission, or one message about a topic, leased to this process. */
export type ClaimedMessages = { messages: [NotificationEntity, ...NotificationEntity[]] }

/** Longer than a reading with all its waiting and retries takes. */
const LEASE_SECONDS = 120
const MOST_AT_ONCE = 10_000

/**
 * Leases the oldest due message together with everything else that waits about the same charge permission, so that one
 * reading answers them all. Charge permissions that are being worked on are left alone, in any process; a lease that ran
 * out is taken over.
 */
export async function claimDue(db: DataSource): Promise<ClaimedMessages | null> {
  const [rows] = await db.query<[{ message_id: string }[], number]>(CLAIM, [LEASE_SECONDS, MOST_AT_ONCE])
  if (!rows.length) return null
  const [first, ...others] = await db
    .createQueryBuilder(NotificationEntity, "n")
    .where("n.message_id = any(:ids)", { ids: rows.map(({ message_id }) => message_id) })
    .orderBy("n.sent_at", "ASC")
    .getMany()
  return first ? { messages: [first, ...others] } : null
}

export const CLAIM = `
  with due as (
    select n.message_id, n.charge_permission_id, n.merchant_account, n.type from amazon_pay_notification n
    where n.status in ('received', 'failed') and n.next_attempt_at <= now()
      and (n.lease_until is null or n.lease_until < now())
      and not exists (
        select 1 from amazon_pay_notification busy
        where busy.charge_permission_id = n.charge_permission_id and n.charge_permission_id <> ''
          and busy.lease_until > now())
    order by n.next_attempt_at limit 1 for update of n skip locked),
  others as (
    select n.message_id from due join amazon_pay_notification n
      on n.charge_permission_id = due.charge_permission_id and due.charge_permission_id <> ''
        and n.merchant_account is not distinct from due.merchant_account
    where due.type = 'Notification' and n.type = 'Notification' and n.message_id <> due.message_id
      and n.status in ('received', 'failed') and (n.lease_until is null or n.lease_until < now())
    limit $2 for update of n skip locked)
  update amazon_pay_notification set attempts = attempts + 1, lease_until = now() + make_interval(secs => $1)
  where message_id in (select message_id from due union all select message_id from others)
  returning message_id`
