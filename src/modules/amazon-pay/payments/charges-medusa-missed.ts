import { TO_LOOK_AT } from "../persistence/entities/operation"
import type { Runtime } from "../runtime"
import { say } from "../telemetry/say"

const BATCH = 500
/** By then whoever asked for a charge has told Medusa, or never will. */
const LOOK_AFTER_SECONDS = 60

/** Of a charge that Amazon has yet to decide about, Medusa has no payment yet either. */
const DECIDED = `${TO_LOOK_AT} and coalesce(amazon_state <> 'AuthorizationInitiated', true)`

/** `updated_at` of a missed one begins anew: it has waited for Medusa since now. */
const LOOK = `update amazon_pay_operation o
  set medusa_id = o.payment_session_id, needs_recording = o.needs_recording or l.is_missed,
    updated_at = case when l.is_missed then now() else o.updated_at end
  from (
    select id, coalesce(amazon_state not in ('Canceled', 'Declined'), true) and not exists (
        select 1 from payment p where p.payment_session_id = c.payment_session_id and p.deleted_at is null
      ) as is_missed
    from amazon_pay_operation c where id = any($1) and ${DECIDED} for update skip locked) l
  where o.id = l.id
  returning o.id, o.payment_session_id, o.amazon_id, l.is_missed`

type Looked = { id: string; payment_session_id: string; amazon_id: string | null; is_missed: boolean }

/**
 * Looks once at each charge that Amazon made, a while afterwards, whether Medusa has a payment for it. It has none where the
 * process ended between Amazon's answer and Medusa's own record: such a charge is marked to be recorded there.
 *
 * @returns how many are marked
 */
export async function noteChargesMedusaMissed({ db, logger }: Runtime): Promise<number> {
  const charges = await db.query<{ id: string }[]>(
    `select id from amazon_pay_operation
     where ${DECIDED} and updated_at < now() - make_interval(secs => ${LOOK_AFTER_SECONDS})
     order by updated_at limit ${BATCH}`,
  )
  if (!charges.length) return 0
  const [looked] = await db.query<[Looked[], number]>(LOOK, [charges.map(({ id }) => id)])
  const missed = looked.filter(({ is_missed }) => is_missed)
  for (const { id, payment_session_id, amazon_id } of missed) {
    say(logger, "warn", "Medusa has no payment for a charge that Amazon made; it is told of it", {
      operation_id: id,
      payment_session_id,
      amazon_id,
    })
  }
  return missed.length
}
