import type { NotificationEntity } from "../persistence/entities"
import { WalletUpdateEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { withSource } from "../updates/sources"

/** How long after its completion a notification still speaks of an update. */
const WINDOW_MINUTES = 15

/**
 * The customer's update that a message without a visible change confirms: what it tells was already recorded when the
 * buyer came back. The update then has both sources.
 *
 * @returns the update's id, or `null` when the message confirms nothing
 */
export async function corroboratedUpdate(
  runtime: Runtime,
  walletId: string,
  message: Pick<NotificationEntity, "sent_at">,
): Promise<string | null> {
  const earliestCompletion = new Date(message.sent_at.getTime() - WINDOW_MINUTES * 60_000)
  return runtime.db.transaction(async (db) => {
    const update = await db
      .createQueryBuilder(WalletUpdateEntity, "u")
      .where("u.wallet_id = :walletId and u.update_type is not null", { walletId })
      .andWhere("u.status in ('completed', 'pending')")
      .andWhere("u.started_at <= :sentAt and coalesce(u.completed_at, :sentAt) >= :earliestCompletion", {
        sentAt: message.sent_at,
        earliestCompletion,
      })
      .orderBy("u.started_at", "DESC")
      .setLock("pessimistic_write")
      .getOne()
    if (!update) return null
    await db.update(WalletUpdateEntity, update.id, { sources: withSource(update.sources, "ipn") })
    return update.id
  })
}
