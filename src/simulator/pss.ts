import { constants, createHash, verify, type KeyObject } from "node:crypto"

/**
 * The algorithms and the one salt length of each.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/signing-requests.html
 */
const SALT_LENGTHS: ReadonlyMap<string, number> = new Map([
  ["AMZN-PAY-RSASSA-PSS", 20],
  ["AMZN-PAY-RSASSA-PSS-V2", 32],
])

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

export function isAlgorithm(name: string): boolean {
  return SALT_LENGTHS.has(name)
}

/**
 * Whether a text carries a good signature: RSASSA-PSS over the algorithm's name, a line break, and the text's SHA-256 in
 * hex, with exactly the algorithm's salt length.
 *
 * @param signature standard base64 without line breaks
 */
export function isSignedBy(
  key: KeyObject,
  signed: { algorithm: string; content: string | Buffer; signature: string },
): boolean {
  const saltLength = SALT_LENGTHS.get(signed.algorithm)
  if (saltLength === undefined || !BASE64.test(signed.signature)) return false
  const text = Buffer.from(`${signed.algorithm}\n${sha256Hex(signed.content)}`)
  const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
  return verify("sha256", text, options, Buffer.from(signed.signature, "base64"))
}

export function sha256Hex(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex")
}
