import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto"

export type KeyPair = { publicKey: KeyObject; privateKey: KeyObject }

const made = new Map<string, KeyPair>()

/** An RSA key pair made for this run; the same name gives the same pair within one test file. */
export function rsaKeyPair(name = "merchant", { bits = 2048, exponent = 65537 } = {}): KeyPair {
  const identity = `${name} ${bits} ${exponent}`
  const known = made.get(identity)
  if (known) return known
  const pair = generateKeyPairSync("rsa", { modulusLength: bits, publicExponent: exponent })
  made.set(identity, pair)
  return pair
}

export function pemOf(key: KeyObject, type: "pkcs1" | "pkcs8" | "sec1" = "pkcs8"): string {
  return key.export({ format: "pem", type }).toString()
}

/** The inside of a PEM file: one long line of Base64. */
export function bodyOf(pem: string): string {
  return pem.replace(/-----[A-Z ]+-----|\s/g, "")
}

export function publicPemOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: "pem", type: "spki" }).toString()
}
