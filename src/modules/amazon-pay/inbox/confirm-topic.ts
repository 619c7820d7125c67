import { confirmSubscriptionUrl } from "../../../protocol"
import type { NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { say } from "../telemetry/say"
import { storedEnvelope } from "./stored-envelope"

/**
 * Confirms a subscription at SNS through a URL that is built from the topic and its token; the URL in the message is
 * never fetched.
 *
 * @throws AmazonPayError when SNS refuses or cannot be reached
 */
export async function confirmTopic(runtime: Runtime, message: NotificationEntity): Promise<void> {
  const envelope = await storedEnvelope(runtime, message)
  const account = runtime.options.accounts.get(message.merchant_account ?? "")
  const url = confirmSubscriptionUrl(envelope, account?.endpoints.sns ?? null)
  await runtime.confirmSubscription(url)
  const { message_id, topic_arn } = message
  say(runtime.logger, "info", "subscription of a topic confirmed", { message_id, topic_arn })
}
