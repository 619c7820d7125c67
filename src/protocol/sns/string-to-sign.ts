import type { EnvelopeType, SnsEnvelope } from "./envelope"

const CONFIRMATION_FIELDS = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"] as const

const SIGNED_FIELDS: Readonly<Record<EnvelopeType, readonly (keyof SnsEnvelope)[]>> = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: CONFIRMATION_FIELDS,
  UnsubscribeConfirmation: CONFIRMATION_FIELDS,
}

/**
 * The text AWS signed: name and value of each signed field that is there, each on a line.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function snsStringToSign(envelope: SnsEnvelope): string {
  let text = ""
  for (const name of SIGNED_FIELDS[envelope.Type]) {
    const value = envelope[name]
    if (value !== undefined) text += `${name}\n${value}\n`
  }
  return text
}
