import { EVENTS } from "../events/names"
import { writeEvent } from "../events/outbox"
import type { Runtime } from "../runtime"
import { useUpLinks } from "../update-links/use-of-link"
import { messageFor } from "../updates/outcomes"

/** After this nobody can come back from Amazon for an update any more. */
const RETURNS_END_HOURS = 48
/** Amazon cancels an open session after a day; one that is not settled long after that never will be. */
const SESSIONS_END_HOURS = 72
const BATCH = 500

type Ended = { id: string; wallet_id: string | null; customer_id: string; status: string; was: string }

/**
 * Ends updates nobody came back from. One whose changes were seen, and are still there, took place all the same.
 *
 * @returns how many were ended
 */
export async function endAbandonedUpdates(runtime: Runtime): Promise<number> {
  const before = (hours: number) => new Date(runtime.now().getTime() - hours * 3_600_000)
  await runtime.db.query(END_SESSIONS, [before(SESSIONS_END_HOURS), BATCH])
  return runtime.db.transaction(async (db) => {
    const [ended] = await db.query<[Ended[], number]>(END_UPDATES, [
      before(RETURNS_END_HOURS),
      runtime.now(),
      messageFor("expired"),
      BATCH,
    ])
    const completed = ended.filter(({ status }) => status === "completed").map(({ id }) => id)
    await useUpLinks(db, completed, runtime.now())
    for (const { id, wallet_id, customer_id } of ended.filter(isDisappointment)) {
      const outcome = { status: "expired", reason_code: null }
      await writeEvent(db, EVENTS.walletUpdateFailed, { id, wallet_id, customer_id, ...outcome })
    }
    return ended.length
  })
}

/** The buyer came back and was told to wait. Who never came back is told nothing. */
function isDisappointment({ was, status }: Ended): boolean {
  return was === "pending" && status === "expired"
}

const END_UPDATES = `
  with abandoned as (
    select id, status as was from amazon_pay_wallet_update
    where status in ('started', 'pending') and handed_out_at < $1 order by created_at limit $4 for update skip locked)
  update amazon_pay_wallet_update u set
    status = case when changes <> '[]'::jsonb then 'completed' else 'expired' end,
    message = case when changes <> '[]'::jsonb then null else $3 end,
    completed_at = $2, token = null, payload_json = null, signature = null, public_key_id = null, algorithm = null
  from abandoned where u.id = abandoned.id
  returning u.id, u.wallet_id, u.customer_id, u.status, abandoned.was`

const END_SESSIONS = `
  update amazon_pay_checkout_attempt set outcome = 'expired', lease_until = null, updated_at = now()
  where checkout_session_id in (
    select checkout_session_id from amazon_pay_checkout_attempt
    where outcome = 'pending' and created_at < $1 order by created_at limit $2 for update skip locked)`
