import { createPrivateKey, createPublicKey, sign, verify, X509Certificate, type KeyObject } from "node:crypto"
import { readFileSync } from "node:fs"

/** What is wrong with a key and what to do about it. Never contains any of the key. */
export class PrivateKeyError extends Error {
  override readonly name = "PrivateKeyError"
}

const MIN_MODULUS_BITS = 2048
const AMAZON_ADVICE =
  "Use the .pem file that Amazon gave you when the key pair was made, or make one with openssl genrsa 2048"
const PUBLIC_KEY = "is a public key. The private key of the same pair is needed"
const CERTIFICATE = "is a certificate. The private key of the pair is needed"
const ENCRYPTED = "is encrypted. Decrypt it: openssl pkcs8 -in <file> -out key.pem"

/** Recognisable wrong things, in the order in which they are looked for, each with what to do. */
const WRONG_KINDS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN OPENSSH PRIVATE KEY-----/, "is an OpenSSH key. Convert it: ssh-keygen -p -m PEM -f <file>"],
  [/^PuTTY-User-Key-File-/, "is a PuTTY key. Export it as an OpenSSH key in PuTTYgen, then convert it to PEM"],
  [/-----BEGIN ENCRYPTED PRIVATE KEY-----/, ENCRYPTED],
  [/Proc-Type:\s*4,\s*ENCRYPTED/, "is encrypted. Decrypt it: openssl rsa -in <file> -out key.pem"],
  [/-----BEGIN EC PRIVATE KEY-----/, `is an elliptic curve key. Amazon Pay needs RSA. ${AMAZON_ADVICE}`],
  [/-----BEGIN DSA PRIVATE KEY-----/, `is a DSA key. Amazon Pay needs RSA. ${AMAZON_ADVICE}`],
  [/^\s*\{[\s\S]*"kty"/, "is a JSON Web Key. A PEM file is needed"],
  [/^(SANDBOX|LIVE)-[A-Z0-9]+$/i, "is a public key id. Put it into publicKeyId, and the private key here"],
]

/** The same for what may also stand beside the private key in one file. */
const COMPANIONS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (RSA )?PUBLIC KEY-----/, PUBLIC_KEY],
  [/-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----/, CERTIFICATE],
  [/-----BEGIN (NEW )?CERTIFICATE REQUEST-----/, "is a certificate request. The private key of the pair is needed"],
]

const PEM_START = /-----BEGIN (RSA )?PRIVATE KEY-----/
const PEM_BLOCK = /-----BEGIN (?:RSA )?PRIVATE KEY-----([\s\S]*?)-----END (?:RSA )?PRIVATE KEY-----/

/**
 * Reads a merchant's private key in any form people keep it in: PEM (PKCS#1 or PKCS#8, its line breaks intact, literal
 * `\n` or lost), Base64 of PEM or DER, or the path of such a file.
 *
 * @throws PrivateKeyError that names what was given instead and what to do; no part of the key is in it
 */
export function readPrivateKey(input: string, readFile: (path: string) => string = readKeyFile): KeyObject {
  const text = unquote(input)
  if (!text) throw new PrivateKeyError("is empty")
  return parseText(text) ?? parseFile(text, readFile)
}

/** The key in a text, or `null` when the text may be the path of a file. */
function parseText(text: string): KeyObject | null {
  refuse(WRONG_KINDS, text)
  if (PEM_START.test(text)) return parsePem(text)
  refuse(COMPANIONS, text)
  if (text.includes("-----BEGIN")) throw new PrivateKeyError(`is of a kind that is not known. ${AMAZON_ADVICE}`)
  const decoded = decodeBase64(text)
  return decoded && parseDecoded(decoded)
}

/** Undoes the quotes that environment files leave around a value. */
function unquote(input: string): string {
  return input
    .trim()
    .replace(/^(["'])([\s\S]*)\1$/, "$2")
    .trim()
}

function refuse(kinds: readonly (readonly [RegExp, string])[], text: string): void {
  const wrong = kinds.find(([pattern]) => pattern.test(text))
  if (wrong) throw new PrivateKeyError(wrong[1])
}

/** Reads what stands between the first and the last line, whatever became of the line breaks. */
function parsePem(text: string): KeyObject {
  const body = PEM_BLOCK.exec(text)?.[1]?.replace(/\\[nr]|\s/g, "")
  if (body === undefined) {
    throw new PrivateKeyError("is cut off: its last line (-----END ...) is missing. Copy the whole file")
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) throw damaged()
  return parseDer(Buffer.from(body, "base64"))
}

const SHORTEST_BASE64 = 64
const DER_SEQUENCE = 0x30

/** The bytes behind Base64 of a PEM or DER file; other text of the same letters is a path. */
function decodeBase64(text: string): Buffer | null {
  const compact = text.replace(/\\[nr]|\s/g, "")
  if (compact.length < SHORTEST_BASE64 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)) return null
  const bytes = Buffer.from(compact, "base64")
  return bytes[0] === DER_SEQUENCE || bytes.includes("-----BEGIN") ? bytes : null
}

function parseDecoded(decoded: Buffer): KeyObject {
  const text = decoded.toString("utf8").trim()
  const key = text.includes("-----BEGIN") ? parseText(text) : parseDer(decoded)
  if (key) return key
  throw damaged()
}

/** PKCS#8 and PKCS#1 look alike from outside. What is neither is named, if it is something else that is known. */
function parseDer(der: Buffer): KeyObject {
  const key =
    attempt(() => createPrivateKey({ key: der, format: "der", type: "pkcs8" })) ??
    attempt(() => createPrivateKey({ key: der, format: "der", type: "pkcs1" })) ??
    attempt(() => createPrivateKey({ key: der, format: "der", type: "sec1" }))
  if (key) return checkedRsa(key)
  if (attempt(() => createPublicKey({ key: der, format: "der", type: "spki" }))) throw new PrivateKeyError(PUBLIC_KEY)
  if (attempt(() => createPublicKey({ key: der, format: "der", type: "pkcs1" }))) throw new PrivateKeyError(PUBLIC_KEY)
  if (attempt(() => new X509Certificate(der))) throw new PrivateKeyError(CERTIFICATE)
  if (der.includes(ENCRYPTED_PKCS8)) throw new PrivateKeyError(ENCRYPTED)
  throw damaged()
}

/** The object identifier of PBES2 (1.2.840.113549.1.5.13), with which encrypted PKCS#8 files begin. */
const ENCRYPTED_PKCS8 = Buffer.from("06092a864886f70d01050d", "hex")

function attempt<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch {
    return null
  }
}

function parseFile(path: string, readFile: (path: string) => string): KeyObject {
  if (path.includes("\n") || path.length > 1024) {
    throw new PrivateKeyError(`is neither a PEM key nor the path of one. ${AMAZON_ADVICE}`)
  }
  const content = unquote(readFile(path))
  if (!content) throw new PrivateKeyError("names a file that is empty")
  const key = parseText(content)
  if (key) return key
  throw new PrivateKeyError(`names a file that holds no private key in PEM. ${AMAZON_ADVICE}`)
}

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "is neither a PEM key nor the path of a file that exists",
  EISDIR: "names a folder. Give the path of the .pem file in it",
  EACCES: "names a file that this process may not read. Check its owner and mode (0400)",
  ENAMETOOLONG: `is neither a PEM key nor the path of one. ${AMAZON_ADVICE}`,
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : ""
    throw new PrivateKeyError(FILE_PROBLEMS[code] ?? "names a file that cannot be read")
  }
}

function checkedRsa(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== "rsa") {
    throw new PrivateKeyError(`is a key of kind ${key.asymmetricKeyType}. Amazon Pay needs RSA. ${AMAZON_ADVICE}`)
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < MIN_MODULUS_BITS) {
    throw new PrivateKeyError(`has ${bits} bits. Amazon Pay needs at least ${MIN_MODULUS_BITS}. ${AMAZON_ADVICE}`)
  }
  if (!attempt(() => signsWhatItVerifies(key))) throw damaged()
  return key
}

/** A key with one wrong letter can often be read, and then signs what Amazon refuses. */
function signsWhatItVerifies(key: KeyObject): boolean {
  const probe = Buffer.from("amazon-pay")
  return verify("sha256", probe, createPublicKey(key), sign("sha256", probe, key))
}

function damaged(): PrivateKeyError {
  return new PrivateKeyError(`cannot be read: it is damaged or of a kind that is not known. ${AMAZON_ADVICE}`)
}
