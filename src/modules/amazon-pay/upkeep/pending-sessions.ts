import { CheckoutAttemptEntity, WalletUpdateEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { failureInWords } from "../telemetry/failures"
import { say } from "../telemetry/say"
import { completeUpdate } from "../updates/complete"

const BATCH = 50
/** A session younger than this is probably still being settled by the buyer's own return. */
const SETTLE_AFTER_MS = 60_000

/**
 * Settles sessions whose outcome nobody learned, those first that were not looked at for longest.
 *
 * @returns how many were tried
 */
export async function settlePendingSessions(runtime: Runtime, isOver: () => boolean): Promise<number> {
  let tried = 0
  for (const attempt of await pendingSessions(runtime)) {
    if (isOver()) break
    await settlePending(runtime, attempt)
    tried += 1
  }
  return tried
}

function pendingSessions({ db, now }: Runtime): Promise<CheckoutAttemptEntity[]> {
  return db
    .createQueryBuilder(CheckoutAttemptEntity, "a")
    .where("a.outcome = 'pending' and a.created_at < :before", { before: new Date(now().getTime() - SETTLE_AFTER_MS) })
    .andWhere("(a.lease_until is null or a.lease_until < now())")
    .orderBy("a.updated_at", "ASC")
    .limit(BATCH)
    .getMany()
}

async function settlePending(runtime: Runtime, attempt: CheckoutAttemptEntity): Promise<void> {
  const { update_id, checkout_session_id } = attempt
  const update = await runtime.db.getRepository(WalletUpdateEntity).findOneBy({ id: update_id })
  if (!update) return
  await completeUpdate(runtime, update, checkout_session_id, "reconciliation").catch((error: unknown) => {
    say(runtime.logger, "warn", "a checkout session is not settled; the next run tries again", {
      checkout_session_id,
      update_id,
      ...failureInWords(error),
    })
  })
}
