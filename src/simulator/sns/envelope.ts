import { randomBytes, randomUUID } from "node:crypto"
import type { SnsAuthority } from "./authority"
import type { Topic } from "./topic"

export type EnvelopeType = "Notification" | "SubscriptionConfirmation" | "UnsubscribeConfirmation"

/** One SNS message, ready to be POSTed any number of times. */
export type SnsMessage = Readonly<{
  messageId: string
  type: EnvelopeType
  token: string | null
  headers: Readonly<Record<string, string>>
  body: string
}>

const SIGNED: Readonly<Record<EnvelopeType, readonly string[]>> = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
  UnsubscribeConfirmation: ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
}

/**
 * Makes a message as SNS makes it. Retries send it as it is: its time is that of publication.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function newMessage(
  authority: SnsAuthority,
  topic: Topic,
  about: { type: EnvelopeType; message?: string; signatureVersion: "1" | "2" },
): SnsMessage {
  const token = about.type === "Notification" ? null : randomBytes(128).toString("hex")
  const fields: Record<string, string> = {
    Type: about.type,
    MessageId: randomUUID(),
    ...(token !== null && { Token: token }),
    TopicArn: topic.arn,
    Message: about.message ?? confirmationText(about.type, topic.arn),
    ...(token !== null && { SubscribeURL: confirmUrl(topic, token) }),
    Timestamp: new Date().toISOString(),
    SignatureVersion: about.signatureVersion,
  }
  const signature = authority.sign(textToSign(fields, about.type), about.signatureVersion)
  const envelope = {
    ...fields,
    Signature: signature,
    SigningCertURL: `https://${topic.host}${authority.certificatePath}`,
    ...(token === null && { UnsubscribeURL: unsubscribeUrl(topic) }),
  }
  return {
    messageId: fields.MessageId ?? "",
    type: about.type,
    token,
    headers: headersOf(about.type, fields.MessageId ?? "", topic),
    body: JSON.stringify(envelope, null, 2),
  }
}

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
function textToSign(fields: Readonly<Record<string, string>>, type: EnvelopeType): string {
  return SIGNED[type]
    .filter((name) => fields[name] !== undefined)
    .map((name) => `${name}\n${fields[name]}\n`)
    .join("")
}

function headersOf(type: EnvelopeType, messageId: string, topic: Topic): Record<string, string> {
  return {
    "x-amz-sns-message-type": type,
    "x-amz-sns-message-id": messageId,
    "x-amz-sns-topic-arn": topic.arn,
    ...(type !== "SubscriptionConfirmation" && { "x-amz-sns-subscription-arn": topic.subscriptionArn }),
    "content-type": "text/plain; charset=UTF-8",
    "user-agent": "Amazon Simple Notification Service Agent",
  }
}

function confirmationText(type: EnvelopeType, arn: string): string {
  return type === "SubscriptionConfirmation"
    ? `You have chosen to subscribe to the topic ${arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
    : `You have chosen to deactivate subscription to the topic ${arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`
}

function confirmUrl(topic: Topic, token: string): string {
  return `https://${topic.host}/?Action=ConfirmSubscription&TopicArn=${topic.arn}&Token=${token}`
}

function unsubscribeUrl(topic: Topic): string {
  return `https://${topic.host}/?Action=Unsubscribe&SubscriptionArn=${topic.subscriptionArn}`
}
