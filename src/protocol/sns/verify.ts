import { KeyObject } from "node:crypto"
import { certificateUrl } from "./certificate-url"
import { assertSubscribesAtSns } from "./confirm-url"
import { parseEnvelope, type SnsEnvelope } from "./envelope"
import { snsRefused } from "./refusal"
import { verifySnsSignature } from "./signature"
import { parseTopicArn } from "./topic"

/** How far SNS's clock may be ahead of ours, in seconds. */
const CLOCK_SKEW_SECONDS = 15 * 60

export type SnsPolicy = {
  now: Date
  /** Oldest publication time that is accepted. SNS repeats a message with its first time and signature. */
  maxAgeSeconds: number
  /** The key of a certificate whose URL has passed every check. */
  signingKey: (url: string) => KeyObject | Promise<KeyObject>
  /** Whether the topic may speak to us. Asked before anything is fetched. */
  isTopicAccepted: (arn: string) => boolean | Promise<boolean>
}

/**
 * Verifies one delivery and only then returns it: structure, topic, time, hosts, certificate, signature, in
 * this order, so that nothing is fetched for a message that is refused anyway. What is at hand is not waited for.
 *
 * @param raw the exact body of the request
 * @throws AmazonPayError `sns_malformed`, `sns_refused` or `sns_certificate_unavailable`
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export async function verifyDelivery(raw: Uint8Array, policy: SnsPolicy): Promise<SnsEnvelope> {
  const envelope = parseEnvelope(raw)
  const topic = parseTopicArn(envelope.TopicArn)
  const isAccepted = topic && policy.isTopicAccepted(topic.arn)
  if (!topic || !(isAccepted === true || (await isAccepted))) {
    throw snsRefused("topic", "The topic is not one that may speak to us")
  }
  assertRecent(envelope, policy)
  assertSubscribesAtSns(envelope, topic)
  const key = policy.signingKey(certificateUrl(envelope, topic))
  verifySnsSignature(envelope, key instanceof KeyObject ? key : await key)
  return envelope
}

function assertRecent(envelope: SnsEnvelope, { now, maxAgeSeconds }: SnsPolicy): void {
  const ageSeconds = (now.getTime() - Date.parse(envelope.Timestamp)) / 1000
  if (ageSeconds > maxAgeSeconds) throw snsRefused("time", "The message is too old")
  if (ageSeconds < -CLOCK_SKEW_SECONDS) throw snsRefused("time", "The message is from the future")
}
