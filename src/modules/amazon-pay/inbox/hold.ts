import type { EntityManager } from "typeorm"
import { AmazonPayError, snsRefused } from "../../../protocol"
import { NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import type { Taken } from "../telemetry/notifications"
import { insertOnce, type NewNotification } from "./insert-once"
import { learnTopic } from "./topics"

/** So many messages of one topic wait for its approval. After it every wallet is read, whatever was not kept. */
const MAX_HELD_PER_TOPIC = 500
/** Amazon's messages have a quarter of this. */
const MAX_HELD_LENGTH = 8 * 1024
/** Anything, as long as it is always the same: whoever holds a message waits for whoever is holding one. */
const HOLDING_LOCK = 5_246_811

/**
 * Keeps a message of a topic that nobody approved yet: one for each charge permission, and of confirmations the latest,
 * whose token lives longest. Bounded, for anybody can own a topic.
 *
 * @returns `received` where there is work now, because the topic was approved meanwhile
 * @throws AmazonPayError `sns_refused` when the topic was rejected meanwhile, or the message is no IPN by its size;
 * `throttled` when too much waits already
 */
export async function holdNotification(runtime: Runtime, row: NewNotification): Promise<Taken["outcome"]> {
  if (row.raw_message.length > MAX_HELD_LENGTH) throw snsRefused("content", "The message is too long")
  return runtime.db.transaction(async (db) => {
    await db.query("select pg_advisory_xact_lock($1)", [HOLDING_LOCK])
    if (await isKept(db, row)) return "duplicate"
    const status = await learnTopic(db, {
      arn: row.topic_arn,
      merchantAccount: row.merchant_account ?? "",
      named: row.type === "Notification",
    })
    if (status === "rejected") throw snsRefused("topic", "The topic is rejected")
    if (status === "approved") {
      return (await insertOnce(db, { ...row, status: "received" })) ? "received" : "duplicate"
    }
    if (status === null) throw new AmazonPayError("throttled", "Too many topics wait for approval")
    await forgetOlderConfirmation(db, row)
    if (await isFull(db, row.topic_arn)) throw new AmazonPayError("throttled", "Too many messages of one topic wait")
    await insertOnce(db, row)
    return "held"
  })
}

/** The message itself, or one of the same topic that stands for it. */
function isKept(db: EntityManager, row: NewNotification): Promise<boolean> {
  const { message_id, topic_arn, type, charge_permission_id } = row
  const alike = { topic_arn, type, charge_permission_id, status: "held" as const }
  return db.existsBy(NotificationEntity, type === "Notification" ? [{ message_id }, alike] : { message_id })
}

async function forgetOlderConfirmation(db: EntityManager, row: NewNotification): Promise<void> {
  if (row.type !== "SubscriptionConfirmation") return
  await db.query(
    `delete from amazon_pay_notification where topic_arn = $1 and type = $2 and status = 'held' and sent_at < $3`,
    [row.topic_arn, row.type, row.sent_at],
  )
}

async function isFull(db: EntityManager, topicArn: string): Promise<boolean> {
  return (await db.countBy(NotificationEntity, { topic_arn: topicArn, status: "held" })) >= MAX_HELD_PER_TOPIC
}
