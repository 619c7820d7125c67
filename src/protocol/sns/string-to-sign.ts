import type { SnsEnvelope } from "./envelope"

/**
 * The text AWS signed: name and value of each signed field that is there, each on a line.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function snsStringToSign(envelope: SnsEnvelope): string {
  const { Type, Message, MessageId, Subject, SubscribeURL, Timestamp, Token, TopicArn } = envelope
  const text = `Message\n${Message}\nMessageId\n${MessageId}\n`
  const rest = `TopicArn\n${TopicArn}\nType\n${Type}\n`
  if (Type !== "Notification") {
    return `${text}SubscribeURL\n${SubscribeURL}\nTimestamp\n${Timestamp}\nToken\n${Token}\n${rest}`
  }
  const subject = Subject === undefined ? "" : `Subject\n${Subject}\n`
  return `${text}${subject}Timestamp\n${Timestamp}\n${rest}`
}
