import type { DataSource } from "typeorm"
import type { MerchantAccount } from "../../../options/resolved"
import { TopicEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"

/** What we think of the topic a message names, before anything in the message is believed. */
export type TopicTrust =
  | { trust: "approved"; accounts: readonly MerchantAccount[] }
  /** Not approved by anybody yet: an authentic message is held. */
  | { trust: "learning"; accounts: readonly MerchantAccount[] }
  | { trust: "refused" }

/** More unknown topics than this are not even held: anybody can own a topic. */
const MAX_LEARNED_TOPICS = 20

/**
 * Trust comes from configuration or from an admin, never from the message.
 *
 * @param arn the message's TopicArn, compared exactly
 */
export async function trustOf(runtime: Runtime, arn: string): Promise<TopicTrust> {
  const accounts = [...runtime.options.accounts.values()]
  const configured = accounts.filter(({ topicArns }) => topicArns.includes(arn))
  if (configured.length) return { trust: "approved", accounts: configured }
  const learning = accounts.filter(({ topicArns }) => !topicArns.length)
  if (!learning.length) return { trust: "refused" }
  const known = await runtime.db.getRepository(TopicEntity).findOneBy({ arn })
  if (known?.status === "rejected") return { trust: "refused" }
  if (known?.status === "approved") {
    return { trust: "approved", accounts: learning.filter(({ id }) => id === known.merchant_account) }
  }
  return { trust: runtime.options.ipn.autoApproveTopics ? "approved" : "learning", accounts: learning }
}

/**
 * Remembers an unapproved topic.
 *
 * @returns `false` when too many are remembered already
 */
export async function learnTopic(db: DataSource, arn: string, merchantAccount: string): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `insert into amazon_pay_topic (arn, merchant_account)
     select $1, $2 where (select count(*) from amazon_pay_topic where status = 'learning') < $3
     on conflict (arn) do update set updated_at = now()
     returning arn`,
    [arn, merchantAccount, MAX_LEARNED_TOPICS],
  )
  if (rows.length) return true
  return db.getRepository(TopicEntity).existsBy({ arn })
}
