import { LessThan } from "typeorm"
import { AmazonPayError } from "../../../protocol"
import { CheckoutAttemptEntity, WalletEntity, WalletUpdateEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { eraseRequested } from "./erase"
import { completeUpdate } from "../updates/complete"
import { messageFor } from "../updates/outcomes"
import { refreshWallet } from "../wallets/refresh"

const BATCH = 50
/** A session younger than this is probably still being settled by the buyer's own return. */
const SETTLE_AFTER_MS = 60_000
/** After this nobody can come back from Amazon for an update any more. */
const RETURNS_END_MS = 48 * 3_600_000
const STALE_AFTER_HOURS = 24

export type Reconciled = { erased: number; sessions: number; updates: number; wallets: number }

/**
 * Settles what was left open: wallets of customers who are gone, sessions without an outcome, updates nobody came back
 * from, and wallets that were not looked at for a while. Bounded per run; stops for this run when Amazon is not available.
 */
export async function reconcile(runtime: Runtime): Promise<Reconciled> {
  try {
    const erased = await eraseRequested(runtime)
    const sessions = await settlePendingSessions(runtime)
    const updates = await endAbandonedUpdates(runtime)
    const wallets = await rereadStaleWallets(runtime)
    return { erased, sessions, updates, wallets }
  } catch (error) {
    if (!(error instanceof AmazonPayError && error.retryable)) throw error
    runtime.logger.warn(`amazon-pay: reconciliation stops for now: ${error.code}`)
    return { erased: 0, sessions: 0, updates: 0, wallets: 0 }
  }
}

async function settlePendingSessions(runtime: Runtime): Promise<number> {
  const attempts = await runtime.db.getRepository(CheckoutAttemptEntity).find({
    where: { outcome: "pending", created_at: LessThan(new Date(runtime.now().getTime() - SETTLE_AFTER_MS)) },
    order: { updated_at: "ASC" },
    take: BATCH,
  })
  for (const attempt of attempts) {
    const update = await runtime.db.getRepository(WalletUpdateEntity).findOneBy({ id: attempt.update_id })
    if (!update) continue
    await completeUpdate(runtime, update, attempt.checkout_session_id, "reconciliation").catch((error: unknown) => {
      runtime.logger.warn(`amazon-pay: session ${attempt.checkout_session_id} is not settled: ${String(error)}`)
    })
  }
  return attempts.length
}

/** An update whose changes were seen but whose buyer never came back took place all the same. */
async function endAbandonedUpdates(runtime: Runtime): Promise<number> {
  const cutoff = new Date(runtime.now().getTime() - RETURNS_END_MS)
  const [rows] = await runtime.db.query<[unknown[], number]>(
    `update amazon_pay_wallet_update set
       status = case when changes <> '[]'::jsonb then 'completed' else 'expired' end,
       message = case when changes <> '[]'::jsonb then null else $3 end,
       completed_at = $2, token = null, payload_json = null, signature = null,
       public_key_id = null, algorithm = null
     where id in (
       select id from amazon_pay_wallet_update
       where status in ('started', 'pending') and handed_out_at < $1 limit 500 for update skip locked)
     returning id`,
    [cutoff, runtime.now(), messageFor("expired")],
  )
  return rows.length
}

async function rereadStaleWallets(runtime: Runtime): Promise<number> {
  const stale = await runtime.db
    .createQueryBuilder(WalletEntity, "w")
    .where("w.status <> 'closed' and w.erase_requested_at is null")
    .andWhere(
      `(w.last_checked_at < :before or w.last_checked_at is null or exists (
         select 1 from amazon_pay_wallet_update u
         where u.wallet_id = w.id and u.status = 'completed' and u.update_type is not null
           and u.completed_at > w.last_checked_at))`,
      { before: new Date(runtime.now().getTime() - STALE_AFTER_HOURS * 3_600_000) },
    )
    .orderBy("w.last_checked_at", "ASC", "NULLS FIRST")
    .limit(BATCH)
    .getMany()
  for (const wallet of stale) await refreshWallet(runtime, wallet.id, { source: "reconciliation" })
  return stale.length
}
