import type { SnsEnvelope } from "./envelope"
import { snsRefused } from "./refusal"
import { parseTopicArn, type TopicArn } from "./topic"

/**
 * Refuses a confirmation whose `SubscribeURL` is not on the SNS host of its topic: SNS sends no such message.
 *
 * @throws AmazonPayError `sns_refused`
 */
export function assertSubscribesAtSns(envelope: Pick<SnsEnvelope, "Type" | "SubscribeURL">, topic: TopicArn): void {
  if (envelope.Type !== "SubscriptionConfirmation") return
  if (envelope.SubscribeURL?.startsWith(`${topic.origin}/`)) return
  throw snsRefused("content", "SubscribeURL is not on the SNS host of the topic's region")
}

/**
 * The URL that confirms a subscription, built from what was verified. The `SubscribeURL` of the message is never used.
 *
 * @param baseUrl instead of SNS of the topic's region, for the simulator
 * @throws AmazonPayError `sns_refused` for a message that asks for no confirmation; that of an ended subscription carries
 * a token too, which would start it again
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export function confirmSubscriptionUrl(
  envelope: Pick<SnsEnvelope, "Type" | "TopicArn" | "Token">,
  baseUrl: string | null,
): URL {
  const topic = parseTopicArn(envelope.TopicArn)
  if (!topic || envelope.Type !== "SubscriptionConfirmation" || !envelope.Token) {
    throw snsRefused("content", "There is no subscription to confirm")
  }
  const url = new URL(baseUrl ?? `${topic.origin}/`)
  url.searchParams.set("Action", "ConfirmSubscription")
  url.searchParams.set("TopicArn", topic.arn)
  url.searchParams.set("Token", envelope.Token)
  return url
}
