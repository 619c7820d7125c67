import type { KeyObject } from "node:crypto"
import { AmazonPayError } from "../errors"
import { certificateUrl } from "./certificate-url"
import { parseEnvelope, type SnsEnvelope } from "./envelope"
import { verifySnsSignature } from "./signature"
import { parseTopicArn } from "./topic"

/** How far SNS's clock may be ahead of ours, in seconds. */
const CLOCK_SKEW_SECONDS = 15 * 60

export type SnsPolicy = {
  now: Date
  /** Oldest publication time that is accepted. SNS repeats a message with its first time and signature. */
  maxAgeSeconds: number
  /** The key of a certificate whose URL has passed every check. */
  signingKey: (url: URL) => Promise<KeyObject>
  /** Whether the topic may speak to us. Asked before anything is fetched. */
  isTopicAccepted: (arn: string) => boolean | Promise<boolean>
}

/**
 * Verifies one delivery and only then returns it: structure, topic, time, certificate host, certificate, signature, in
 * this order, so that nothing is fetched for a message that is refused anyway.
 *
 * @param raw the exact body of the request
 * @throws AmazonPayError `sns_malformed`, `sns_refused` or `sns_certificate_unavailable`
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export async function verifyDelivery(raw: Uint8Array, policy: SnsPolicy): Promise<SnsEnvelope> {
  const envelope = parseEnvelope(raw)
  const topic = parseTopicArn(envelope.TopicArn)
  if (!topic || !(await policy.isTopicAccepted(envelope.TopicArn))) {
    throw new AmazonPayError("sns_refused", "The topic is not one that may speak to us")
  }
  assertRecent(envelope, policy)
  const url = certificateUrl(envelope, topic)
  verifySnsSignature(envelope, await policy.signingKey(url))
  return envelope
}

function assertRecent(envelope: SnsEnvelope, { now, maxAgeSeconds }: SnsPolicy): void {
  const ageSeconds = (now.getTime() - Date.parse(envelope.Timestamp)) / 1000
  if (ageSeconds > maxAgeSeconds) throw new AmazonPayError("sns_refused", "The message is too old")
  if (ageSeconds < -CLOCK_SKEW_SECONDS) throw new AmazonPayError("sns_refused", "The message is from the future")
}
