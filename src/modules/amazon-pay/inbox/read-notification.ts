import { parseEnvelope } from "../../../protocol"
import { refusal } from "../errors"
import { NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"

export type ReadNotification = {
  notification: NotificationEntity
  /** SNS's envelope as it came, without what could be used again. */
  envelope: Record<string, string>
}

/**
 * One message with what SNS sent. Its signature, its token and the URL that takes it stay here: with them a message could be sent
 * once more or a subscription be ended.
 *
 * @throws MedusaError `notification_not_found`
 */
export async function readNotification(runtime: Runtime, messageId: string): Promise<ReadNotification> {
  const notification = await runtime.db
    .createQueryBuilder(NotificationEntity, "n")
    .addSelect("n.raw_message")
    .where({ message_id: messageId })
    .getOne()
  if (!notification) throw refusal("notification_not_found")
  return { notification, envelope: withoutSecrets(notification.raw_message) }
}

function withoutSecrets(raw: string): Record<string, string> {
  const { Signature: _, Token: __, SubscribeURL: ___, ...rest } = parseEnvelope(Buffer.from(raw))
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
}
