import { In, IsNull, Not } from "typeorm"
import type { AdminTopic } from "../../../contracts"
import { refusal } from "../errors"
import { NotificationEntity, TopicEntity, WalletEntity } from "../persistence/entities"
import { accountsOfSameMerchant, type Runtime } from "../runtime"
import { say } from "../telemetry/say"

/**
 * Every topic that the options name or that spoke to us, those that wait for an admin first.
 */
export async function listTopics(runtime: Runtime): Promise<AdminTopic[]> {
  const held = await heldByTopic(runtime)
  const seen = await runtime.db.getRepository(TopicEntity).find({ order: { created_at: "ASC" } })
  const configured = [...runtime.options.accounts.values()].flatMap((account) =>
    account.topicArns.map((arn) => ({ arn, merchant_account: account.id, status: "configured" as const, held: 0 })),
  )
  const ofConfig = new Set(configured.map(({ arn }) => arn))
  const learned = seen
    .filter(({ arn }) => !ofConfig.has(arn))
    .map((topic) => ({ ...topicOf(topic), held: held.get(topic.arn) ?? 0 }))
  const waiting = (topic: { status: string }) => topic.status === "learning"
  return [
    ...learned.filter(waiting),
    ...configured.map((topic) => ({ ...topic, first_seen_at: null })),
    ...learned.filter((topic) => !waiting(topic)),
  ]
}

function topicOf({ arn, merchant_account, status, created_at }: TopicEntity): Omit<AdminTopic, "held"> {
  return { arn, merchant_account, status, first_seen_at: created_at.toISOString() }
}

async function heldByTopic(runtime: Runtime): Promise<Map<string, number>> {
  const rows = await runtime.db.query<{ topic_arn: string; held: string }[]>(
    `select topic_arn, count(*) as held from amazon_pay_notification where status = 'held' group by topic_arn`,
  )
  return new Map(rows.map(({ topic_arn, held }) => [topic_arn, Number(held)]))
}

/**
 * Trusts a topic from now on. What was held is worked off, which confirms its subscription, and every wallet of the
 * account is read again, for nobody knows what was said before.
 *
 * @throws MedusaError `topic_not_found`
 */
export async function approveTopic(runtime: Runtime, arn: string): Promise<AdminTopic> {
  return runtime.db.transaction(async (db) => {
    const topic = await lockTopic(db.getRepository(TopicEntity), arn)
    await db.update(TopicEntity, arn, { status: "approved" })
    const { affected } = await db.update(
      NotificationEntity,
      { topic_arn: arn, status: "held" },
      { status: "received", next_attempt_at: () => "now()" },
    )
    if (topic.status !== "approved") {
      const accounts = accountsOfSameMerchant(runtime, topic.merchant_account)
      await db.update(
        WalletEntity,
        { merchant_account: In(accounts), status: Not("closed"), erase_requested_at: IsNull() },
        { last_checked_at: null, next_check_at: null },
      )
    }
    say(runtime.logger, "info", "topic approved", { topic_arn: arn, held_notifications: affected ?? 0 })
    return { ...topicOf({ ...topic, status: "approved" }), held: 0 }
  })
}

/**
 * Refuses a topic from now on and forgets what it sent.
 *
 * @throws MedusaError `topic_not_found`
 */
export async function rejectTopic(runtime: Runtime, arn: string): Promise<AdminTopic> {
  return runtime.db.transaction(async (db) => {
    const topic = await lockTopic(db.getRepository(TopicEntity), arn)
    await db.update(TopicEntity, arn, { status: "rejected" })
    await db.delete(NotificationEntity, { topic_arn: arn, status: "held" })
    say(runtime.logger, "info", "topic rejected", { topic_arn: arn })
    return { ...topicOf({ ...topic, status: "rejected" }), held: 0 }
  })
}

type TopicRepository = { findOne: (options: object) => Promise<TopicEntity | null> }

async function lockTopic(topics: TopicRepository, arn: string): Promise<TopicEntity> {
  const topic = await topics.findOne({ where: { arn }, lock: { mode: "pessimistic_write" } })
  if (!topic) throw refusal("topic_not_found")
  return topic
}
