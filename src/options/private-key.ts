import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto"
import { readFileSync } from "node:fs"
import forge from "node-forge"

/** What is wrong with a key and what to do about it. Never contains any of the key. */
export class PrivateKeyError extends Error {
  override readonly name = "PrivateKeyError"
}

const MIN_MODULUS_BITS = 2048
const AMAZON_ADVICE = "Use the .pem file that Amazon gave you when the key pair was made, or make one with openssl genrsa 2048"

/** Recognisable wrong things, in the order in which they are looked for, each with what to do. */
const WRONG_KINDS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN OPENSSH PRIVATE KEY-----/, "is an OpenSSH key. Convert it: ssh-keygen -p -m PEM -f <file>"],
  [/^PuTTY-User-Key-File-/, "is a PuTTY key. Export it as an OpenSSH key in PuTTYgen, then convert it to PEM"],
  [/-----BEGIN ENCRYPTED PRIVATE KEY-----/, "is encrypted. Decrypt it: openssl pkcs8 -in <file> -out key.pem"],
  [/Proc-Type:\s*4,\s*ENCRYPTED/, "is encrypted. Decrypt it: openssl rsa -in <file> -out key.pem"],
  [/-----BEGIN (RSA )?PUBLIC KEY-----/, "is a public key. The private key of the same pair is needed"],
  [/-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----/, "is a certificate. The private key of the pair is needed"],
  [/-----BEGIN (NEW )?CERTIFICATE REQUEST-----/, "is a certificate request. The private key of the pair is needed"],
  [/-----BEGIN EC PRIVATE KEY-----/, `is an elliptic curve key. Amazon Pay needs RSA. ${AMAZON_ADVICE}`],
  [/-----BEGIN DSA PRIVATE KEY-----/, `is a DSA key. Amazon Pay needs RSA. ${AMAZON_ADVICE}`],
  [/^\s*\{[\s\S]*"kty"/, "is a JSON Web Key. A PEM file is needed"],
  [/^(SANDBOX|LIVE)-[A-Z0-9]+$/, "is a public key id. Put it into publicKeyId, and the private key here"],
]

const PEM_START = /-----BEGIN (RSA )?PRIVATE KEY-----/

/**
 * Reads a merchant's private key in any form people keep it in: PEM (PKCS#1 or PKCS#8), PEM with literal `\n`, Base64 of
 * PEM or DER, or the path of such a file.
 *
 * @throws PrivateKeyError that names what was given instead and what to do; no part of the key is in it
 */
export function readPrivateKey(input: string, readFile: (path: string) => string = readKeyFile): KeyObject {
  const text = unwrap(input)
  if (!text) throw new PrivateKeyError("is empty")
  refuseWrongKinds(text)
  if (PEM_START.test(text)) return parsePem(text)
  const decoded = decodeBase64(text)
  if (decoded) return parseDecoded(decoded)
  if (text.includes("-----BEGIN")) throw new PrivateKeyError(`is of a kind that is not known. ${AMAZON_ADVICE}`)
  return parseFile(text, readFile)
}

/** Undoes what environment files do to a PEM: quotes, literal line breaks, Windows line ends. */
function unwrap(input: string): string {
  return input
    .trim()
    .replace(/^(["'])([\s\S]*)\1$/, "$2")
    .replace(/\\r/g, "")
    .replace(/\\n/g, "\n")
    .replace(/\r/g, "")
    .trim()
}

function refuseWrongKinds(text: string): void {
  const wrong = WRONG_KINDS.find(([pattern]) => pattern.test(text))
  if (wrong) throw new PrivateKeyError(wrong[1])
}

function parsePem(pem: string): KeyObject {
  if (!/-----END (RSA )?PRIVATE KEY-----/.test(pem)) {
    throw new PrivateKeyError("is cut off: its last line (-----END ...) is missing. Copy the whole file")
  }
  return checkedRsa(() => createPrivateKey(pem))
}

function decodeBase64(text: string): Buffer | null {
  const compact = text.replace(/\s/g, "")
  if (compact.length < 200 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)) return null
  return Buffer.from(compact, "base64")
}

function parseDecoded(decoded: Buffer): KeyObject {
  const text = decoded.toString("utf8")
  if (text.includes("-----BEGIN")) {
    refuseWrongKinds(text)
    return parsePem(unwrap(text))
  }
  return checkedRsa(() => createPrivateKey(pemOfDer(decoded)))
}

/** PKCS#1 and PKCS#8 look alike from outside; node-forge reads which one it is. */
function pemOfDer(der: Buffer): string {
  const asn1 = forge.asn1.fromDer(forge.util.createBuffer(der.toString("binary")))
  return forge.pki.privateKeyToPem(forge.pki.privateKeyFromAsn1(asn1))
}

function parseFile(path: string, readFile: (path: string) => string): KeyObject {
  if (path.includes("\n") || path.length > 1024) {
    throw new PrivateKeyError(`is neither a PEM key nor the path of one. ${AMAZON_ADVICE}`)
  }
  const content = unwrap(readFile(path))
  if (!content) throw new PrivateKeyError("names a file that is empty")
  refuseWrongKinds(content)
  if (PEM_START.test(content)) return parsePem(content)
  const decoded = decodeBase64(content)
  if (decoded) return parseDecoded(decoded)
  throw new PrivateKeyError(`names a file that holds no private key. ${AMAZON_ADVICE}`)
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
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    throw new PrivateKeyError(FILE_PROBLEMS[code] ?? "names a file that cannot be read")
  }
}

function checkedRsa(parse: () => KeyObject): KeyObject {
  const key = parsed(parse)
  if (key.asymmetricKeyType !== "rsa") {
    throw new PrivateKeyError(`is a key of kind ${key.asymmetricKeyType}. Amazon Pay needs RSA. ${AMAZON_ADVICE}`)
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < MIN_MODULUS_BITS) {
    throw new PrivateKeyError(`has ${bits} bits. Amazon Pay needs at least ${MIN_MODULUS_BITS}. ${AMAZON_ADVICE}`)
  }
  return key
}

function parsed(parse: () => KeyObject): KeyObject {
  try {
    const key = parse()
    createPublicKey(key)
    return key
  } catch {
    throw new PrivateKeyError(`cannot be read: it is damaged or of a kind that is not known. ${AMAZON_ADVICE}`)
  }
}
