import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto"

/**
 * Signatures of RSA with exponent 3 that are made without the private key: the cube of a number that looks like a signed
 * message to a verifier that does not look at every byte. Libraries fell for both.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8017#section-9.2
 */
export type Forgery = {
  signature: Buffer
  /** What its cube is, and how that has to begin and end to be taken for a signed message. */
  block: Buffer
  beginning: Buffer
  end: Buffer
}

const BITS = 2048
const BYTES = BITS / 8
const HASH_OID = Buffer.from("0609608648016503040201", "hex")
/** The shortest padding there may be, with what stands around it. */
const PADDED = 11
/** Tag and length of something of 128 to 255 bytes. */
const HEADER = 3
const NULL = Buffer.from("0500", "hex")

export const weakKey: KeyObject = createPublicKey(
  generateKeyPairSync("rsa", { modulusLength: BITS, publicExponent: 3 }).privateKey,
)

/** Too little padding, and what is left over after the digest is anything. */
export function forgedWithTrailingBytes(text: string): Forgery {
  const digest = digestOf(text)
  const info = tlv(0x30, Buffer.concat([tlv(0x30, Buffer.concat([HASH_OID, NULL])), digest]))
  const beginning = Buffer.concat([Buffer.from([0, 1, 0xff, 0]), info])
  const whole = Buffer.concat([beginning, Buffer.alloc(BYTES - beginning.length)])
  return { ...cubed(cubeRootAbove(toNumber(whole))), beginning, end: Buffer.alloc(0) }
}

/**
 * Full padding, the digest at the very end, and anything inside the algorithm's parameters.
 *
 * @returns `null` when the text's digest is even: no odd cube ends like that
 */
export function forgedWithFiller(text: string): Forgery | null {
  const end = digestOf(text)
  if ((end.at(-1) ?? 0) % 2 === 0) return null
  const fillerLength = BYTES - PADDED - 3 * HEADER - HASH_OID.length - end.length
  const algorithm = tlv(0x30, Buffer.concat([HASH_OID, tlv(0x04, Buffer.alloc(fillerLength))]))
  const info = tlv(0x30, Buffer.concat([algorithm, end]))
  const whole = Buffer.concat([Buffer.from([0, 1, ...Array<number>(8).fill(0xff), 0]), info])
  const beginning = whole.subarray(0, whole.length - end.length - fillerLength)
  const endBits = BigInt(end.length * 8)
  const high = (cubeRootAbove(toNumber(whole)) >> endBits) + 1n
  return { ...cubed((high << endBits) | oddCubeRoot(toNumber(end), endBits)), beginning, end }
}

function digestOf(text: string): Buffer {
  return tlv(0x04, createHash("sha256").update(text).digest())
}

/** DER with a length of one byte, or of two where it takes them. */
function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content
  const head =
    length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from(head), content])
}

function toNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`)
}

function cubed(root: bigint): Pick<Forgery, "signature" | "block"> {
  const toBytes = (value: bigint) => Buffer.from(value.toString(16).padStart(BYTES * 2, "0"), "hex")
  return { signature: toBytes(root), block: toBytes(root ** 3n) }
}

function cubeRootAbove(value: bigint): bigint {
  let [low, high] = [0n, 1n << BigInt(Math.ceil(BITS / 3))]
  while (low < high) {
    const middle = (low + high) >> 1n
    if (middle ** 3n < value) low = middle + 1n
    else high = middle
  }
  return low
}

/** The number whose cube ends with these bits, found bit by bit. */
function oddCubeRoot(value: bigint, bits: bigint): bigint {
  let root = 1n
  for (let bit = 1n; bit < bits; bit++) {
    const ends = (root ** 3n - value) & ((1n << (bit + 1n)) - 1n)
    if (ends !== 0n) root |= 1n << bit
  }
  return root
}
