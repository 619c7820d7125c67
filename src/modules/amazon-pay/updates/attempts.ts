import { setTimeout as delay } from "node:timers/promises"
import type { DataSource } from "typeorm"
import { refusal } from "../errors"
import { CheckoutAttemptEntity } from "../persistence/entities"

const LEASE_SECONDS = 45
const WAIT_STEP_MS = 50
const WAIT_LIMIT_MS = 20_000

type WantedAttempt = { checkoutSessionId: string; updateId: string; idempotencyKey: string }

/**
 * Takes the one right to settle a checkout session, or waits for whoever has it.
 *
 * @returns `null` when there is nothing left to settle, or when somebody else takes too long over it
 * @throws MedusaError `update_not_yours` when Amazon tied the session to another update
 */
export async function claimAttempt(db: DataSource, wanted: WantedAttempt): Promise<CheckoutAttemptEntity | null> {
  for (let waited = 0; ; waited += WAIT_STEP_MS) {
    if (await tryClaim(db, wanted)) return load(db, wanted.checkoutSessionId)
    const attempt = await look(db, wanted.checkoutSessionId)
    const ours = attempt?.update_id === wanted.updateId
    if (attempt?.verified && !ours) throw refusal("update_not_yours")
    if (attempt && ((ours && attempt.settled) || waited >= WAIT_LIMIT_MS)) return null
    await delay(WAIT_STEP_MS)
  }
}

/** A session that nothing ties to the update it was named for can be claimed by another one. */
async function tryClaim(db: DataSource, wanted: WantedAttempt): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `insert into amazon_pay_checkout_attempt as a
       (checkout_session_id, update_id, idempotency_key, lease_until)
     values ($1, $2, $3, now() + make_interval(secs => $4))
     on conflict (checkout_session_id) do update
       set update_id = excluded.update_id, outcome = 'pending', lease_until = excluded.lease_until, updated_at = now()
       where coalesce(a.lease_until < now(), true)
         and case when a.update_id = excluded.update_id then a.outcome = 'pending' else not a.verified end
     returning checkout_session_id`,
    [wanted.checkoutSessionId, wanted.updateId, wanted.idempotencyKey, LEASE_SECONDS],
  )
  return rows.length > 0
}

type Look = Pick<CheckoutAttemptEntity, "update_id" | "verified"> & { settled: boolean }

/** An attempt is settled once its outcome is known and whoever settled it has let go: the wallet was read then, too. */
async function look(db: DataSource, checkoutSessionId: string): Promise<Look | undefined> {
  const [attempt] = await db.query<Look[]>(
    `select update_id, verified, outcome <> 'pending' and coalesce(lease_until < now(), true) as settled
     from amazon_pay_checkout_attempt where checkout_session_id = $1`,
    [checkoutSessionId],
  )
  return attempt
}

function load(db: DataSource, checkoutSessionId: string): Promise<CheckoutAttemptEntity> {
  return db.getRepository(CheckoutAttemptEntity).findOneByOrFail({ checkout_session_id: checkoutSessionId })
}

/** Notes, before Complete is called, that Amazon's data ties the session to the update. */
export async function markVerified(db: DataSource, checkoutSessionId: string): Promise<void> {
  await db.getRepository(CheckoutAttemptEntity).update(checkoutSessionId, { verified: true })
}

/** Lets go of a session: those who wait get its outcome, or may settle it themselves. */
export async function releaseAttempt(db: DataSource, checkoutSessionId: string, updateId: string): Promise<void> {
  await db
    .getRepository(CheckoutAttemptEntity)
    .update({ checkout_session_id: checkoutSessionId, update_id: updateId }, { lease_until: null })
}

/** Forgets a session that turned out to belong to something else. */
export async function forgetAttempt(db: DataSource, checkoutSessionId: string): Promise<void> {
  await db.getRepository(CheckoutAttemptEntity).delete({ checkout_session_id: checkoutSessionId, verified: false })
}
