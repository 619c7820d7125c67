import { confirmSubscriptionUrl, parseEnvelope } from "../../../protocol"
import { NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"

/**
 * Confirms a subscription at SNS through a URL that is built from the topic and its token; the URL in the message is
 * never fetched.
 *
 * @throws AmazonPayError when SNS refuses or cannot be reached
 */
export async function confirmTopic(runtime: Runtime, message: NotificationEntity): Promise<void> {
  const { raw_message } = await runtime.db.getRepository(NotificationEntity).findOneOrFail({
    where: { message_id: message.message_id },
    select: { message_id: true, raw_message: true },
  })
  const envelope = parseEnvelope(Buffer.from(raw_message))
  const account = runtime.options.accounts.get(message.merchant_account ?? "")
  const url = confirmSubscriptionUrl(envelope, account?.endpoints.sns ?? null)
  await runtime.confirmSubscription(url)
  runtime.logger.info(`amazon-pay: subscription of topic ${message.topic_arn} confirmed`)
}
