import { accountsOfSameMerchant, type Runtime } from "../runtime"

/**
 * Puts messages back into the queue that can be worked off by now: those about wallets that became known while they were
 * looked for, and those of topics that the options have come to name.
 *
 * @returns how many
 */
export async function takeUpNotifications(runtime: Runtime): Promise<number> {
  let taken = 0
  for (const account of runtime.options.accounts.values()) {
    taken += await requeue(runtime, OF_KNOWN_WALLETS, [account.id, accountsOfSameMerchant(runtime, account.id)])
    if (account.topicArns.length) taken += await requeue(runtime, OF_NAMED_TOPICS, [account.topicArns])
  }
  return taken
}

async function requeue(runtime: Runtime, which: string, parameters: unknown[]): Promise<number> {
  const [, affected] = await runtime.db.query<[unknown, number]>(
    `update amazon_pay_notification set status = 'received', next_attempt_at = now(), lease_until = null
     where message_id in (${which})`,
    parameters,
  )
  return affected
}

const OF_KNOWN_WALLETS = `
  select n.message_id from amazon_pay_notification n join amazon_pay_wallet w
    on w.charge_permission_id = n.charge_permission_id and w.merchant_account = $1
  where n.status = 'unmatched' and n.merchant_account = any($2::text[]) limit 1000`

const OF_NAMED_TOPICS = `
  select message_id from amazon_pay_notification
  where status = 'held' and topic_arn = any($1::text[]) limit 1000`
