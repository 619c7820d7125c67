import type { Runtime } from "../runtime"

const DAY_MS = 86_400_000
const BATCH = 1_000
/** A run that finds more than this leaves the rest to the next one. */
const MAX_BATCHES = 100
/** Return tokens are of no use once no return is accepted any more. */
const TOKEN_DAYS = 3
const EMITTED_EVENT_DAYS = 7

export type Pruned = {
  notifications: number
  history_entries: number
  addresses: number
  tokens: number
  events: number
}

/**
 * Forgets what need not be remembered any more: notifications, details of old history, addresses of closed wallets,
 * return tokens and emitted events. Never touches the snapshot of a wallet that is in use. In small batches, so that
 * nobody waits behind it.
 */
export async function prune(runtime: Runtime): Promise<Pruned> {
  const { historyDays, notificationDays, addressDays } = runtime.options.retention
  const before = (days: number) => new Date(runtime.now().getTime() - days * DAY_MS)
  const replayDays = runtime.options.ipn.maxAgeSeconds / 86_400
  return {
    notifications: await inBatches(runtime, PRUNE_NOTIFICATIONS, before(Math.max(notificationDays, replayDays + 1))),
    history_entries: historyDays === null ? 0 : await inBatches(runtime, PRUNE_HISTORY, before(historyDays)),
    addresses: await inBatches(runtime, PRUNE_ADDRESSES, before(addressDays)),
    tokens: await inBatches(runtime, PRUNE_TOKENS, before(TOKEN_DAYS)),
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

const PRUNE_NOTIFICATIONS = `
  delete from amazon_pay_notification where message_id in (
    select message_id from amazon_pay_notification
    where received_at < $1 and status in ('processed', 'unmatched', 'dead', 'held') limit $2)`

const PRUNE_HISTORY = `
  update amazon_pay_wallet_update set changes = '[]' where id in (
    select id from amazon_pay_wallet_update
    where created_at < $1 and changes <> '[]'::jsonb and status not in ('started', 'pending') limit $2)`

/** Addresses are taken out of the wallet and out of what its history says. */
const PRUNE_ADDRESSES = `
  with stale as (
    select id from amazon_pay_wallet
    where status = 'closed' and closed_at < $1 and (shipping_address is not null or billing_address is not null) limit $2),
  history as (
    update amazon_pay_wallet_update u set changes = (
      select coalesce(jsonb_agg(
        case when change->>'field' in ('shipping_address', 'billing_address')
          then change || '{"before": null, "after": null}' else change end), '[]')
      from jsonb_array_elements(u.changes) change)
    from stale where u.wallet_id = stale.id)
  update amazon_pay_wallet set shipping_address = null, billing_address = null where id in (select id from stale)`

const PRUNE_TOKENS = `
  update amazon_pay_wallet_update set token_hash = null where id in (
    select id from amazon_pay_wallet_update
    where token_hash is not null and handed_out_at < $1 and status not in ('started', 'pending') limit $2)`

const PRUNE_EVENTS = `
  delete from amazon_pay_outbox where id in (
    select id from amazon_pay_outbox where emitted_at < $1 limit $2)`
