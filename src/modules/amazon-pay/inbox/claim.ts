import { In, type DataSource } from "typeorm"
import { NotificationEntity } from "../persistence/entities"

/** Messages about one charge permission, or one message about a topic, leased to this process. */
export type ClaimedMessages = { messages: [NotificationEntity, ...NotificationEntity[]] }

const LEASE_SECONDS = 60
const BATCH = 500

/**
 * Leases the oldest due message together with everything else that is due about the same charge permission. Rows that
 * another process holds are skipped, a lease that ran out is taken over.
 */
export async function claimDue(db: DataSource): Promise<ClaimedMessages | null> {
  const [rows] = await db.query<[{ message_id: string }[], number]>(
    `with due as (
       select message_id, charge_permission_id, merchant_account, type from amazon_pay_notification
       where status in ('received', 'failed') and next_attempt_at <= now()
         and coalesce(lease_until < now(), true)
       order by next_attempt_at limit 1 for update skip locked),
     together as (
       select n.message_id from amazon_pay_notification n join due
         on n.message_id = due.message_id
         or (due.type = 'Notification' and n.type = 'Notification' and due.charge_permission_id <> ''
             and n.charge_permission_id = due.charge_permission_id
             and n.merchant_account is not distinct from due.merchant_account)
       where n.status in ('received', 'failed') and n.next_attempt_at <= now()
         and coalesce(n.lease_until < now(), true)
       limit $2 for update of n skip locked)
     update amazon_pay_notification set attempts = attempts + 1,
       lease_until = now() + make_interval(secs => $1)
     where message_id in (select message_id from together)
     returning message_id`,
    [LEASE_SECONDS, BATCH],
  )
  if (!rows.length) return null
  const [first, ...others] = await db.getRepository(NotificationEntity).find({
    where: { message_id: In(rows.map(({ message_id }) => message_id)) },
    order: { sent_at: "ASC" },
  })
  return first ? { messages: [first, ...others] } : null
}
