import { bulkhead } from "cockatiel"
import { constants, createHash, sign, verify, type KeyObject } from "node:crypto"
import { SALT_LENGTHS, type Algorithm } from "./algorithm"

/**
 * What is signed, for buttons and requests alike: the algorithm's name and the hash of the text.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/signing-requests.html step 2
 */
export function stringToSign(algorithm: Algorithm, text: string): string {
  return `${algorithm}\n${sha256Hex(text)}`
}

export function sha256Hex(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex")
}

/**
 * As many at once as libuv's pool has threads. Where more wait in the pool, its threads never pause, and the event loop
 * waits for a core together with them.
 *
 * @see https://nodejs.org/api/cli.html#uv_threadpool_sizesize
 */
const turns = bulkhead(4, Infinity)

/** Signs in the thread pool: an RSA signature takes three quarters of a millisecond, too long for the event loop. */
export function signPss(text: string, key: KeyObject, algorithm: Algorithm): Promise<string> {
  const bytes = Buffer.from(stringToSign(algorithm, text))
  return turns.execute(() => signInPool(bytes, pssKey(key, algorithm)))
}

function signInPool(bytes: Buffer, key: ReturnType<typeof pssKey>): Promise<string> {
  return new Promise((resolve, reject) => {
    sign("sha256", bytes, key, (error, signature) => (error ? reject(error) : resolve(signature.toString("base64"))))
  })
}

export function verifyPss(text: string, signature: string, key: KeyObject, algorithm: Algorithm): boolean {
  const bytes = Buffer.from(signature, "base64")
  return verify("sha256", Buffer.from(stringToSign(algorithm, text)), pssKey(key, algorithm), bytes)
}

function pssKey(key: KeyObject, algorithm: Algorithm) {
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT_LENGTHS[algorithm] }
}
