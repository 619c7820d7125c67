import { AmazonPayError } from "../errors"
import type { SnsEnvelope } from "./envelope"
import { parseTopicArn } from "./topic"

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
    throw new AmazonPayError("sns_refused", "There is no subscription to confirm")
  }
  const url = new URL(baseUrl ?? `https://${topic.host}/`)
  url.searchParams.set("Action", "ConfirmSubscription")
  url.searchParams.set("TopicArn", topic.arn)
  url.searchParams.set("Token", envelope.Token)
  return url
}
