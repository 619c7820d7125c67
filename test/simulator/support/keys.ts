import { generateKeyPairSync, type KeyObject } from "node:crypto"

/** A key pair as a merchant makes one, with the public half as Amazon takes it. */
export type MerchantKey = { privateKey: KeyObject; privateKeyPem: string; publicKeyPem: string }

export function newMerchantKey(): MerchantKey {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  return {
    privateKey,
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  }
}
