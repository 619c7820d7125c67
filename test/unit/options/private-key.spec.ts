import { generateKeyPairSync, sign, verify } from "node:crypto"
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { PrivateKeyError, readPrivateKey } from "../../../src/options/private-key"
import { makeCertificate } from "../support/certificates"
import { bodyOf, pemOf, publicPemOf, rsaKeyPair } from "../support/keys"

const { privateKey, publicKey } = rsaKeyPair()
const pkcs8 = pemOf(privateKey)
const pkcs1 = pemOf(privateKey, "pkcs1")
const base64 = (text: string) => Buffer.from(text).toString("base64")

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "amazon-pay-key-"))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileWith(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function wrapped(text: string, width: number): string {
  return (text.match(new RegExp(`.{1,${width}}`, "g")) ?? []).join("\n")
}

describe("a private key can be given as", () => {
  it.each<[string, () => string]>([
    ["PEM of PKCS#8", () => pkcs8],
    ["PEM of PKCS#1", () => pkcs1],
    ["PEM with literal \\n", () => pkcs8.replaceAll("\n", "\\n")],
    ["PEM of PKCS#1 with literal \\n", () => pkcs1.replaceAll("\n", "\\n")],
    ["PEM with literal \\r\\n", () => pkcs8.replaceAll("\n", "\\r\\n")],
    ["PEM with Windows line ends", () => pkcs8.replaceAll("\n", "\r\n")],
    ["PEM in double quotes", () => `"${pkcs8.replaceAll("\n", "\\n")}"`],
    ["PEM in single quotes", () => `'${pkcs8}'`],
    ["PEM with spaces around it", () => `\n\n  ${pkcs8}  \n`],
    ["PEM that lost its line breaks", () => pkcs8.replaceAll("\n", " ").trim()],
    ["PEM that lost even the spaces", () => pkcs1.replaceAll("\n", "")],
    ["PEM indented by YAML", () => pkcs8.replaceAll("\n", "\n    ")],
    ["PEM after its bag attributes", () => `Bag Attributes\n    friendlyName: x\n${pkcs8}`],
    ["PEM together with its certificate", () => makeCertificate() + pkcs8],
    ["PEM together with its public key", () => publicPemOf(privateKey) + pkcs8],
    ["Base64 of PEM", () => base64(pkcs8)],
    ["Base64 of PEM of PKCS#1", () => base64(pkcs1)],
    ["Base64 of PEM in lines", () => wrapped(base64(pkcs8), 76)],
    ["Base64 of PEM in the URL alphabet", () => Buffer.from(pkcs8).toString("base64url")],
    ["Base64 of PEM with literal \\n", () => base64(pkcs8.replaceAll("\n", "\\n"))],
    ["Base64 of DER of PKCS#8", () => bodyOf(pkcs8)],
    ["Base64 of DER of PKCS#1", () => bodyOf(pkcs1)],
    ["the path of a PEM file", () => fileWith("pkcs8.pem", pkcs8)],
    ["the path of a PEM file of PKCS#1", () => fileWith("pkcs1.pem", pkcs1)],
    ["the path of a file with Windows line ends", () => fileWith("windows.pem", pkcs8.replaceAll("\n", "\r\n"))],
    ["the path of a file with a byte order mark", () => fileWith("bom.pem", `\ufeff${pkcs8}`)],
    ["the path of a file with Base64", () => fileWith("key.b64", base64(pkcs8))],
    ["the path of a file whose name begins with n", () => fileWith("\\name.pem", pkcs8)],
    ["the path of a file without a dot", () => fileWith(`k${"e".repeat(90)}y`, pkcs8)],
  ])("%s", (_, input) => {
    expect(readPrivateKey(input()).equals(privateKey)).toBe(true)
  })

  it.each(["MAIN/keys/amazon.pem", `M${"A".repeat(80)}.pem`, `${"k".repeat(80)}`, "MIIkeys"])(
    "the path %s, which only looks like Base64",
    (path) => {
      const asked: string[] = []
      const readFile = (name: string) => {
        asked.push(name)
        return pkcs8
      }
      expect(readPrivateKey(path, readFile).equals(privateKey)).toBe(true)
      expect(asked).toEqual([path])
    },
  )

  it("a larger RSA key", () => {
    const large = rsaKeyPair("large", { bits: 3072 }).privateKey
    expect(readPrivateKey(pemOf(large)).equals(large)).toBe(true)
  })
})

const ec = generateKeyPairSync("ec", { namedCurve: "P-256" })
const ed = generateKeyPairSync("ed25519")
const pss = generateKeyPairSync("rsa-pss", { modulusLength: 2048 })
const weak = rsaKeyPair("weak", { bits: 1024 })
const encrypted = (type: "pkcs1" | "pkcs8") =>
  privateKey.export({ format: "pem", type, cipher: "aes-256-cbc", passphrase: "secret" }).toString()
const fake = (label: string) => `-----BEGIN ${label}-----\n${bodyOf(pkcs8)}\n-----END ${label}-----\n`

/** The key with one letter of its inside changed, still well-formed Base64. */
function damagedAt(position: number): string {
  const body = bodyOf(pkcs8)
  const letter = body[position] === "A" ? "B" : "A"
  const changed = body.slice(0, position) + letter + body.slice(position + 1)
  return `-----BEGIN PRIVATE KEY-----\n${changed}\n-----END PRIVATE KEY-----`
}

describe("instead of a private key", () => {
  const WRONG: [string, () => string, RegExp][] = [
    ["nothing", () => "", /^is empty$/],
    ["spaces", () => "  \n ", /^is empty$/],
    ["empty quotes", () => '""', /^is empty$/],
    ["an OpenSSH key", () => fake("OPENSSH PRIVATE KEY"), /is an OpenSSH key.*ssh-keygen -p -m PEM/],
    ["Base64 of an OpenSSH key", () => base64(fake("OPENSSH PRIVATE KEY")), /is an OpenSSH key/],
    ["a PuTTY key", () => "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none", /is a PuTTY key/],
    ["an encrypted PKCS#8 key", () => encrypted("pkcs8"), /is encrypted.*openssl pkcs8/],
    ["an encrypted PKCS#1 key", () => encrypted("pkcs1"), /is encrypted.*openssl rsa/],
    ["Base64 of an encrypted key", () => base64(encrypted("pkcs8")), /is encrypted/],
    ["Base64 of an encrypted key in DER", () => bodyOf(encrypted("pkcs8")), /is encrypted/],
    ["a public key", () => publicPemOf(privateKey), /is a public key/],
    ["a PKCS#1 public key", () => publicKey.export({ format: "pem", type: "pkcs1" }).toString(), /is a public key/],
    ["Base64 of a public key", () => base64(publicPemOf(privateKey)), /is a public key/],
    ["Base64 of a public key in DER", () => bodyOf(publicPemOf(privateKey)), /is a public key/],
    [
      "Base64 of a PKCS#1 public key in DER",
      () => bodyOf(publicKey.export({ format: "pem", type: "pkcs1" }).toString()),
      /is a public key/,
    ],
    ["a certificate", () => makeCertificate(), /is a certificate/],
    ["Base64 of a certificate in DER", () => bodyOf(makeCertificate()), /is a certificate/],
    ["a certificate request", () => fake("CERTIFICATE REQUEST"), /is a certificate request/],
    ["an elliptic curve key of SEC1", () => pemOf(ec.privateKey, "sec1"), /elliptic curve key. Amazon Pay needs RSA/],
    ["an elliptic curve key of PKCS#8", () => pemOf(ec.privateKey), /key of kind ec. Amazon Pay needs RSA/],
    ["Base64 of an elliptic curve key in DER", () => bodyOf(pemOf(ec.privateKey)), /key of kind ec/],
    ["Base64 of a SEC1 key in DER", () => bodyOf(pemOf(ec.privateKey, "sec1")), /key of kind ec/],
    ["an Ed25519 key", () => pemOf(ed.privateKey), /key of kind ed25519. Amazon Pay needs RSA/],
    ["an RSA key that may only do PSS", () => pemOf(pss.privateKey), /key of kind rsa-pss/],
    ["a DSA key", () => fake("DSA PRIVATE KEY"), /is a DSA key/],
    ["an RSA key of 1024 bits", () => pemOf(weak.privateKey), /has 1024 bits. Amazon Pay needs at least 2048/],
    ["Base64 of an RSA key of 1024 bits", () => base64(pemOf(weak.privateKey, "pkcs1")), /has 1024 bits/],
    ["a JSON Web Key", () => JSON.stringify(privateKey.export({ format: "jwk" })), /is a JSON Web Key/],
    ["a public key id", () => "SANDBOX-AHEXAMPLEEXAMPLE", /is a public key id. Put it into publicKeyId/],
    ["a key without its end", () => pkcs8.slice(0, -100), /is cut off/],
    ["a key without its beginning", () => pkcs8.slice(100), /is neither a PEM key nor the path of one/],
    ["an empty PEM", () => "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----", /is damaged/],
    ["a PEM with foreign characters", () => pkcs8.replace(/M/, "?"), /is damaged/],
    ["a key with a letter changed in its modulus", () => damagedAt(200), /is damaged/],
    ["a PEM of another kind", () => fake("PGP PRIVATE KEY BLOCK"), /of a kind that is not known/],
    ["a path that leads nowhere", () => join(folder, "missing.pem"), /nor the path of a file that exists/],
    ["a sentence", () => "please change me", /nor the path of a file that exists/],
    ["two thousand letters", () => "!".repeat(2_000), /is neither a PEM key nor the path of one/],
    ["a NUL", () => "\0", /names a file that cannot be read/],
    ["a folder", () => folder, /names a folder/],
    ["an empty file", () => fileWith("empty.pem", " \n"), /names a file that is empty/],
    ["a file with something else", () => fileWith("other.pem", "hello"), /holds no private key in PEM/],
    ["a file that names another file", () => fileWith("link.pem", join(folder, "pkcs8.pem")), /holds no private key/],
    ["a file with an OpenSSH key", () => fileWith("id_rsa", fake("OPENSSH PRIVATE KEY")), /is an OpenSSH key/],
    ["a file with a certificate", () => fileWith("cert.pem", makeCertificate()), /is a certificate/],
  ]

  it.each(WRONG)("%s is refused by name, and nothing of it is repeated", (_, input, why) => {
    const given = input()
    const refusal = refusalOf(given)
    expect(refusal).toBeInstanceOf(PrivateKeyError)
    expect(refusal.message).toMatch(why)
    for (const secret of secretsOf(given)) expect(refusal.message + String(refusal.stack)).not.toContain(secret)
  })

  function refusalOf(given: string): Error {
    try {
      readPrivateKey(given)
    } catch (error) {
      return error as Error
    }
    throw new Error("It was accepted")
  }

  /** Every long run of letters of what was given. */
  const secretsOf = (given: string): string[] => given.match(/[A-Za-z0-9+/]{24,}/g) ?? []

  it.each([100, 300, 450, 600, 800, 1_000, 1_200, 1_400, 1_600])(
    "a key with letter %d changed is refused, or signs what Amazon can verify all the same",
    (position) => {
      const damaged = damagedAt(position)
      const key = attempt(() => readPrivateKey(damaged))
      if (key) expect(verify("sha256", Buffer.from("x"), publicKey, sign("sha256", Buffer.from("x"), key))).toBe(true)
      else expect(refusalOf(damaged).message).toMatch(/is damaged/)
    },
  )

  function attempt<T>(read: () => T): T | null {
    try {
      return read()
    } catch {
      return null
    }
  }

  it("a file that may not be read is refused by name", () => {
    const readFile = (): string => {
      throw new PrivateKeyError("names a file that this process may not read")
    }
    expect(() => readPrivateKey("/etc/keys/amazon.pem", readFile)).toThrow("may not read")
    const locked = join(folder, "locked")
    mkdirSync(locked)
    writeFileSync(join(locked, "key.pem"), pkcs8)
    chmodSync(join(locked, "key.pem"), 0)
    // Whoever runs the tests as root may read everything.
    if (process.getuid?.() !== 0) expect(() => readPrivateKey(join(locked, "key.pem"))).toThrow("may not read")
  })
})
