import type { KeyObject } from "node:crypto"
import type { Algorithm, SigningKey } from "./algorithm"
import { signPss, verifyPss } from "./pss"

/**
 * The signature of a button payload. It has no time in it: it stays valid as long as the string does not change by a
 * single byte.
 *
 * @param payload the exact string that becomes `payloadJSON`
 * @returns standard Base64
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html step 3
 */
export function signPayload(payload: string, key: SigningKey, algorithm: Algorithm): Promise<string> {
  return signPss(payload, key.privateKey, algorithm)
}

/** Whether a signature is this payload's, with the salt length that the algorithm demands. */
export function verifyPayloadSignature(
  payload: string,
  signature: string,
  publicKey: KeyObject,
  algorithm: Algorithm,
): boolean {
  return verifyPss(payload, signature, publicKey, algorithm)
}
