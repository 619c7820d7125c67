import type { EntityManager } from "typeorm"
import type { MerchantAccount } from "../../../options/resolved"
import { TopicEntity, type TopicStatus } from "../persistence/entities/topic"
import { inTime } from "../persistence/in-time"
import type { Runtime } from "../runtime"

/** What we think of the topic a message names, before anything in the message is believed. */
export type TopicTrust =
  | { trust: "approved"; accounts: readonly MerchantAccount[]; unseen?: boolean }
  /** Not approved by anybody yet: an authentic message is held. */
  | { trust: "learning"; accounts: readonly MerchantAccount[] }
  | { trust: "refused" }

/** A database that has not answered by then is away. */
const LONGEST_MS = 900

/** More unknown topics than this are not even held: anybody can own a topic. */
const MAX_LEARNED_TOPICS = 20

/**
 * Trust comes from configuration or from an admin, never from the message. The database is asked only where accounts leave
 * the choice of topics to an admin.
 *
 * @param arn the message's TopicArn, compared exactly
 */
export function trustOf(runtime: Runtime, arn: string): TopicTrust | Promise<TopicTrust> {
  const accounts = [...runtime.options.accounts.values()]
  const configured = accounts.filter(({ topicArns }) => topicArns.includes(arn))
  if (configured.length) return { trust: "approved", accounts: configured }
  const learning = accounts.filter(({ topicArns }) => !topicArns.length)
  return learning.length ? trustOfUnconfigured(runtime, arn, learning) : { trust: "refused" }
}

async function trustOfUnconfigured(
  runtime: Runtime,
  arn: string,
  learning: readonly MerchantAccount[],
): Promise<TopicTrust> {
  const known = await inTime(
    "Looking up the topic",
    LONGEST_MS,
    runtime.db.getRepository(TopicEntity).findOneBy({ arn }),
  )
  if (known?.status === "rejected") return { trust: "refused" }
  if (known?.status === "approved") return { trust: "approved", accounts: ownFirst(learning, known.merchant_account) }
  if (runtime.options.ipn.autoApproveTopics) return { trust: "approved", accounts: learning, unseen: true }
  return { trust: "learning", accounts: learning }
}

/** The account the topic was learned for stands for messages that name no merchant. */
function ownFirst(accounts: readonly MerchantAccount[], id: string): MerchantAccount[] {
  return [...accounts.filter((account) => account.id === id), ...accounts.filter((account) => account.id !== id)]
}

/**
 * Remembers a topic that nobody approved, and locks it against decisions for the rest of the transaction. Its account
 * becomes the one that a message of it names.
 *
 * @returns what an admin thinks of it by now, or `null` when too many topics wait already
 */
export async function learnTopic(
  db: EntityManager,
  topic: { arn: string; merchantAccount: string; named: boolean },
): Promise<TopicStatus | null> {
  const rows = await db.query<{ status: TopicStatus }[]>(
    `insert into amazon_pay_topic as known (arn, merchant_account)
     select $1, $2 where exists (select 1 from amazon_pay_topic where arn = $1)
       or (select count(*) from amazon_pay_topic where status = 'learning') < $4
     on conflict (arn) do update set updated_at = now(),
       merchant_account = case when $3 and known.status = 'learning' then excluded.merchant_account
                          else known.merchant_account end
     returning status`,
    [topic.arn, topic.merchantAccount, topic.named, MAX_LEARNED_TOPICS],
  )
  return rows[0]?.status ?? null
}

/** Notes a topic that a sandbox trusts by itself, so that the admin sees it and can reject it. */
export async function noteTrustedTopic(db: EntityManager, arn: string, merchantAccount: string): Promise<void> {
  await db.query(
    `insert into amazon_pay_topic (arn, merchant_account, status)
     select $1, $2, 'approved' where (select count(*) from amazon_pay_topic) < $3 on conflict do nothing`,
    [arn, merchantAccount, MAX_LEARNED_TOPICS],
  )
}
