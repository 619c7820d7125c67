import { parseEnvelope, type SnsEnvelope } from "../../../protocol"
import { NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"

/** A message of the inbox word for word, as it was verified when it came. */
export async function storedEnvelope(
  runtime: Runtime,
  { message_id }: Pick<NotificationEntity, "message_id">,
): Promise<SnsEnvelope> {
  const { raw_message } = await runtime.db.getRepository(NotificationEntity).findOneOrFail({
    where: { message_id },
    select: { message_id: true, raw_message: true },
  })
  return parseEnvelope(Buffer.from(raw_message))
}
