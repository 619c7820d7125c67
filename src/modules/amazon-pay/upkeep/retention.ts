import type { Runtime } from "../runtime"

const DAY_MS = 86_400_000
const BATCH = 1_000
/** A run that finds more than this leaves the rest to the next one. */
const MAX_BATCHES = 100
/** Return tokens are of no use once no return is accepted any more. */
const TOKEN_DAYS = 3
const EMITTED_EVENT_DAYS = 7
/** Whoever opens a link so long after it expired is told no more than that there is none. */
const EXPIRED_LINK_DAYS = 90
/** Reports of imports name customers; what was attached has its history. */
const IMPORT_DAYS = 90

export type Pruned = {
  notifications: number
  history_entries: number
  addresses: number
  history_addresses: number
  topics: number
  tokens: number
  update_links: number
  import_rows: number
  imports: number
  events: number
}

/**
 * Forgets what need not be remembered any more: notifications, details of old history, addresses of closed wallets,
 * return tokens, update links, ended imports and emitted events. Never touches the snapshot of a wallet that is in use. In small batches, so that
 * nobody waits behind it.
 */
export async function prune(runtime: Runtime): Promise<Pruned> {
  const { historyDays, notificationDays, addressDays } = runtime.options.retention
  const before = (days: number) => new Date(runtime.now().getTime() - days * DAY_MS)
  const replayDays = runtime.options.ipn.maxAgeSeconds / 86_400
  const forgotten = before(Math.max(notificationDays, replayDays + 1))
  return {
    notifications: await inBatches(runtime, PRUNE_NOTIFICATIONS, forgotten),
    topics: await inBatches(runtime, PRUNE_TOPICS, forgotten),
    history_entries: historyDays === null ? 0 : await inBatches(runtime, PRUNE_HISTORY, before(historyDays)),
    addresses: await inBatches(runtime, PRUNE_ADDRESSES, before(addressDays)),
    history_addresses: await inBatches(runtime, PRUNE_HISTORY_ADDRESSES, before(addressDays)),
    tokens: await inBatches(runtime, PRUNE_TOKENS, before(TOKEN_DAYS)),
    update_links: await inBatches(runtime, PRUNE_LINKS, before(EXPIRED_LINK_DAYS)),
    import_rows: await inBatches(runtime, PRUNE_IMPORT_ROWS, before(IMPORT_DAYS)),
    imports: await inBatches(runtime, PRUNE_IMPORTS, before(IMPORT_DAYS)),
    events: await inBatches(runtime, PRUNE_EVENTS, before(EMITTED_EVENT_DAYS)),
  }
}

async function inBatches(runtime: Runtime, statement: string, before: Date): Promise<number> {
  let total = 0
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const [, affected] = await runtime.db.query<[unknown, number]>(statement, [before, BATCH])
    total += affected
    if (affected < BATCH) break
  }
  return total
}

const TOLD_ADDRESSES =
  '$[*] ? ((@.field == "shipping_address" || @.field == "billing_address") && ' +
  '(@.before.type() == "object" || @.after.type() == "object"))'

const PRUNE_NOTIFICATIONS = `
  delete from amazon_pay_notification where message_id in (
    select message_id from amazon_pay_notification
    where received_at < $1 and status in ('processed', 'unmatched', 'dead', 'held') limit $2)`

const PRUNE_HISTORY = `
  update amazon_pay_wallet_update set changes = '[]' where id in (
    select id from amazon_pay_wallet_update
    where created_at < $1 and changes <> '[]'::jsonb and status not in ('started', 'pending') limit $2)`

/** A topic that nobody decided about and that has been silent since; it makes room for others. */
const PRUNE_TOPICS = `
  delete from amazon_pay_topic where arn in (
    select arn from amazon_pay_topic t where status = 'learning' and updated_at < $1
      and not exists (select 1 from amazon_pay_notification where topic_arn = t.arn and status = 'held') limit $2)`

const PRUNE_ADDRESSES = `
  update amazon_pay_wallet set shipping_address = null, billing_address = null where id in (
    select id from amazon_pay_wallet
    where status = 'closed' and closed_at < $1 and (shipping_address is not null or billing_address is not null) limit $2)`

/** Amazon shows no address of a closed wallet, so the last one is only in what the history says of its end. */
const PRUNE_HISTORY_ADDRESSES = `
  update amazon_pay_wallet_update set changes = (
    select jsonb_agg(
      case when change->>'field' in ('shipping_address', 'billing_address')
        then change || '{"before": null, "after": null}' else change end order by place)
    from jsonb_array_elements(changes) with ordinality as told(change, place))
  where id in (
    select u.id from amazon_pay_wallet_update u join amazon_pay_wallet w on w.id = u.wallet_id
    where w.status = 'closed' and w.closed_at < $1 and u.changes @? '${TOLD_ADDRESSES}' limit $2)`

const PRUNE_TOKENS = `
  update amazon_pay_wallet_update set token_hash = null where id in (
    select id from amazon_pay_wallet_update
    where token_hash is not null and handed_out_at < $1 and status not in ('started', 'pending') limit $2)`

const PRUNE_LINKS = `
  delete from amazon_pay_update_link where id in (
    select id from amazon_pay_update_link where expires_at < $1 limit $2)`

const PRUNE_IMPORT_ROWS = `
  delete from amazon_pay_import_row where (import_id, line) in (
    select r.import_id, r.line from amazon_pay_import_row r join amazon_pay_import i on i.id = r.import_id
    where i.completed_at < $1 limit $2)`

const PRUNE_IMPORTS = `
  delete from amazon_pay_import where id in (
    select id from amazon_pay_import i where completed_at < $1
      and not exists (select 1 from amazon_pay_import_row where import_id = i.id) limit $2)`

const PRUNE_EVENTS = `
  delete from amazon_pay_outbox where id in (
    select id from amazon_pay_outbox where emitted_at < $1 limit $2)`
