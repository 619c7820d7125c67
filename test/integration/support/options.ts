import { generateKeyPairSync } from "node:crypto"
import type { AmazonPayOptions } from "../../../src"
import type { MerchantSetup } from "../../../src/simulator"

export const MERCHANT_ID = "A1TESTMERCHANT"
export const STORE_ID = "amzn1.application-oa2-client.8b5e45312b5248b69eea5742f39571e1"
export const PUBLIC_KEY_ID = "SANDBOX-TESTKEY"

const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
})

/** The merchant at the simulator whose keys {@link pluginOptions} use. */
export function merchantSetup(more: Partial<MerchantSetup> = {}): MerchantSetup {
  return {
    merchantId: MERCHANT_ID,
    storeIds: [STORE_ID],
    publicKeys: { [PUBLIC_KEY_ID]: publicKey },
    region: "eu",
    ...more,
  }
}

/** Options of a store that talks to a simulator. */
export function pluginOptions(more: Partial<AmazonPayOptions> = {}): AmazonPayOptions {
  return {
    merchantId: MERCHANT_ID,
    storeId: STORE_ID,
    publicKeyId: PUBLIC_KEY_ID,
    privateKey,
    region: "eu",
    sandbox: true,
    backendUrl: "http://localhost:9000",
    storefrontUrl: "http://localhost:8000",
    ...more,
  }
}
