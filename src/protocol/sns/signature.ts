import { createVerify, type KeyObject } from "node:crypto"
import type { SnsEnvelope } from "./envelope"
import { snsRefused } from "./refusal"
import { snsStringToSign } from "./string-to-sign"

/** PKCS#1 v1.5 with SHA-1 for version 1 and SHA-256 for version 2. */
export const SNS_DIGESTS = { "1": "sha1", "2": "sha256" } as const

/**
 * Verifies that SNS signed this delivery.
 *
 * @throws AmazonPayError `sns_refused`, without saying more
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function verifySnsSignature(envelope: SnsEnvelope, publicKey: KeyObject): void {
  const signature = decodeBase64(envelope.Signature)
  const verifier = createVerify(SNS_DIGESTS[envelope.SignatureVersion]).update(snsStringToSign(envelope), "utf8")
  if (signature && verifier.verify(publicKey, signature)) return
  throw snsRefused("signature", "The signature does not match")
}

/** Decodes the one Base64 text there is for these bytes; Node alone would overlook line breaks, padding and spare bits. */
function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64")
  return bytes.toString("base64") === text ? bytes : null
}
