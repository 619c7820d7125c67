import { In } from "typeorm"
import type { NotificationStatus } from "../../../contracts"
import { refusal } from "../errors"
import { NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"

/** What can be tried again. A held message waits for its topic; a processed one has done all it can. */
export const REPLAYABLE = ["failed", "dead", "unmatched"] as const satisfies readonly NotificationStatus[]
export type Replayable = (typeof REPLAYABLE)[number]

/** Put back at once. */
export const MAX_REPLAYED = 1_000

/**
 * Puts one message back into the queue, as if it had just come.
 *
 * @throws MedusaError `notification_not_found`, `notification_not_replayable`
 */
export async function replayNotification(runtime: Runtime, messageId: string): Promise<NotificationEntity> {
  const notifications = runtime.db.getRepository(NotificationEntity)
  const { affected } = await notifications.update({ message_id: messageId, status: In(REPLAYABLE) }, AS_NEW)
  const notification = await notifications.findOneBy({ message_id: messageId })
  if (!notification) throw refusal("notification_not_found")
  if (!affected) throw refusal("notification_not_replayable")
  return notification
}

/**
 * Puts many messages back into the queue: those named, or the oldest thousand in one state. What cannot be replayed is left
 * as it is.
 *
 * @returns how many were put back
 */
export async function replayNotifications(
  runtime: Runtime,
  which: { messageIds: readonly string[] } | { status: Replayable },
): Promise<number> {
  const messageIds = "messageIds" in which ? which.messageIds : await oldest(runtime, which.status)
  if (!messageIds.length) return 0
  const { affected } = await runtime.db
    .getRepository(NotificationEntity)
    .update({ message_id: In([...messageIds]), status: In(REPLAYABLE) }, AS_NEW)
  return affected ?? 0
}

async function oldest(runtime: Runtime, status: Replayable): Promise<string[]> {
  const found = await runtime.db.getRepository(NotificationEntity).find({
    select: { message_id: true },
    where: { status },
    order: { received_at: { direction: "ASC", nulls: "FIRST" } },
    take: MAX_REPLAYED,
  })
  return found.map(({ message_id }) => message_id)
}

const AS_NEW = {
  status: "received" as const,
  attempts: 0,
  last_error: null,
  lease_until: null,
  next_attempt_at: () => "now()",
}
