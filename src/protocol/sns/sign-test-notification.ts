import { sign, type KeyObject } from "node:crypto"
import type { SnsEnvelope } from "./envelope"
import { SNS_DIGESTS } from "./signature"
import { snsStringToSign } from "./string-to-sign"

/**
 * Signs an envelope the way SNS does, for tests of stores that handle notifications.
 *
 * @returns the exact body to post
 */
export function signTestNotification(envelope: Omit<SnsEnvelope, "Signature">, privateKey: KeyObject): string {
  const unsigned: SnsEnvelope = { ...envelope, Signature: "" }
  const digest = SNS_DIGESTS[envelope.SignatureVersion]
  const signature = sign(digest, Buffer.from(snsStringToSign(unsigned)), privateKey)
  return JSON.stringify({ ...unsigned, Signature: signature.toString("base64") })
}
