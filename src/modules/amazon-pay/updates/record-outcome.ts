import type { EntityManager } from "typeorm"
import { EVENTS } from "../events/names"
import { writeEvent } from "../events/outbox"
import { CheckoutAttemptEntity, WalletUpdateEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { useUpLinks } from "../update-links/use-of-link"
import { clearedSecrets } from "./open-update"
import { messageFor, type SessionOutcome } from "./outcomes"
import { isOpen, nextStatus } from "./ranks"
import { withSource } from "./sources"
import type { UpdateSource } from "../../../contracts"

/** What was learned about one session, and what that means for its update. */
export type Learned = {
  checkoutSessionId: string
  source: UpdateSource
  /** Outcome of the session itself. */
  attempt: SessionOutcome
  /** Outcome for the update where it differs: a completed session that names another wallet leaves it pending. */
  update?: SessionOutcome
  /** The wallet a set-up led to. */
  walletId?: string
  /** Written in the same transaction, by the one call that settles the session. */
  alongside?: (db: EntityManager, update: WalletUpdateEntity) => Promise<void>
}

/**
 * Records how a session ended, once, together with what that does to its update: a status never goes back, and a
 * success of any session wins.
 *
 * @returns the update as it stands now
 */
export async function recordOutcome(runtime: Runtime, updateId: string, learned: Learned): Promise<WalletUpdateEntity> {
  return runtime.db.transaction(async (db) => {
    const { affected } = await db.update(
      CheckoutAttemptEntity,
      { checkout_session_id: learned.checkoutSessionId, outcome: "pending" },
      { outcome: learned.attempt.status, reason_code: learned.attempt.reasonCode },
    )
    const update = await db.findOneOrFail(WalletUpdateEntity, {
      where: { id: updateId },
      lock: { mode: "pessimistic_write" },
    })
    const outcome = learned.update ?? learned.attempt
    if (affected) await learned.alongside?.(db, update)
    if (isNews(update, outcome)) await writeStatus(db, update, learned, outcome, runtime.now())
    return db.findOneByOrFail(WalletUpdateEntity, { id: updateId })
  })
}

/** A session that came to nothing does not undo a change that was seen already: that was another session's. */
function isNews(update: WalletUpdateEntity, { status }: SessionOutcome): boolean {
  const tookPlace = update.status === "pending" && update.changes.length > 0
  if (tookPlace && status !== "completed" && status !== "pending") return false
  return nextStatus(update.status, status) === status
}

async function writeStatus(
  db: EntityManager,
  update: WalletUpdateEntity,
  { checkoutSessionId, source, walletId }: Learned,
  outcome: SessionOutcome,
  now: Date,
): Promise<void> {
  const ended = !isOpen(outcome.status)
  const first = update.status !== outcome.status
  await db.update(WalletUpdateEntity, update.id, {
    status: outcome.status,
    sources: withSource(update.sources, source),
    reason_code: outcome.reasonCode,
    message: messageFor(outcome.status),
    checkout_session_id: first ? checkoutSessionId : update.checkout_session_id,
    ...(walletId ? { wallet_id: walletId } : {}),
    ...(ended && first ? { ...clearedSecrets, completed_at: now } : {}),
  })
  if (outcome.status === "completed") await useUpLinks(db, [update.id], now)
  if (!first || !ended || outcome.status === "completed" || outcome.status === "canceled") return
  await writeEvent(db, EVENTS.walletUpdateFailed, {
    id: update.id,
    wallet_id: update.wallet_id,
    customer_id: update.customer_id,
    status: outcome.status,
    reason_code: outcome.reasonCode,
  })
}
