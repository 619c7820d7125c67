import { setTimeout as delay } from "node:timers/promises"
import type { DataSource } from "typeorm"
import { refusal } from "../errors"
import { CheckoutAttemptEntity } from "../persistence/entities"

const LEASE_SECONDS = 45
const WAIT_STEP_MS = 50
const WAIT_LIMIT_MS = 20_000

export type ClaimedAttempt =
  /** Ours to settle. */
  | { claimed: true; attempt: CheckoutAttemptEntity }
  /** Settled, now or before, or still being settled by somebody who takes too long. */
  | { claimed: false; attempt: CheckoutAttemptEntity }

/**
 * Takes the one right to settle a checkout session, or waits for whoever has it.
 *
 * @throws MedusaError `update_not_yours` when Amazon tied the session to another update
 */
export async function claimAttempt(
  db: DataSource,
  wanted: { checkoutSessionId: string; updateId: string; idempotencyKey: string },
): Promise<ClaimedAttempt> {
  for (let waited = 0; ; waited += WAIT_STEP_MS) {
    if (await tryClaim(db, wanted)) return { claimed: true, attempt: await load(db, wanted.checkoutSessionId) }
    const attempt = await db
      .getRepository(CheckoutAttemptEntity)
      .findOneBy({ checkout_session_id: wanted.checkoutSessionId })
    if (attempt?.verified && attempt.update_id !== wanted.updateId) throw refusal("update_not_yours")
    const settled = attempt?.update_id === wanted.updateId && attempt.outcome !== "pending"
    if (attempt && (settled || waited >= WAIT_LIMIT_MS)) return { claimed: false, attempt }
    await delay(WAIT_STEP_MS)
  }
}

async function tryClaim(
  db: DataSource,
  wanted: { checkoutSessionId: string; updateId: string; idempotencyKey: string },
): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `insert into amazon_pay_checkout_attempt as a
       (checkout_session_id, update_id, idempotency_key, lease_until)
     values ($1, $2, $3, now() + make_interval(secs => $4))
     on conflict (checkout_session_id) do update
       set update_id = excluded.update_id, lease_until = excluded.lease_until, updated_at = now()
       where a.outcome = 'pending' and coalesce(a.lease_until < now(), true)
         and (a.update_id = excluded.update_id or not a.verified)
     returning checkout_session_id`,
    [wanted.checkoutSessionId, wanted.updateId, wanted.idempotencyKey, LEASE_SECONDS],
  )
  return rows.length > 0
}

function load(db: DataSource, checkoutSessionId: string): Promise<CheckoutAttemptEntity> {
  return db.getRepository(CheckoutAttemptEntity).findOneByOrFail({ checkout_session_id: checkoutSessionId })
}

/** Notes, before Complete is called, that Amazon's data ties the session to the update. */
export async function markVerified(db: DataSource, checkoutSessionId: string): Promise<void> {
  await db.getRepository(CheckoutAttemptEntity).update(checkoutSessionId, { verified: true })
}

/** Lets go of a session that is not settled yet. */
export async function releaseAttempt(db: DataSource, checkoutSessionId: string): Promise<void> {
  await db.getRepository(CheckoutAttemptEntity).update(checkoutSessionId, { lease_until: null })
}

/** Forgets a session that turned out to belong to something else. */
export async function forgetAttempt(db: DataSource, checkoutSessionId: string): Promise<void> {
  await db.getRepository(CheckoutAttemptEntity).delete({ checkout_session_id: checkoutSessionId, verified: false })
}
