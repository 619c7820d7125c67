import { generateKeyPairSync } from "node:crypto"

const MERCHANT_ID = "A1BENCHMERCHANT"
const STORE_ID = "amzn1.application-oa2-client.000000000000000000000000000bench"

/**
 * A merchant with a key pair of this run: what the simulator knows of it, and the plugin's options.
 *
 * @param {"sandbox" | "live"} environment Amazon's limits are those of this environment
 */
export function newMerchant(environment) {
  const publicKeyId = environment === "live" ? "LIVE-BENCHKEY" : "SANDBOX-BENCHKEY"
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  })
  return {
    merchantId: MERCHANT_ID,
    environment,
    setup: { merchantId: MERCHANT_ID, storeIds: [STORE_ID], publicKeys: { [publicKeyId]: publicKey }, region: "eu" },
    options: {
      merchantId: MERCHANT_ID,
      storeId: STORE_ID,
      publicKeyId,
      privateKey,
      region: "eu",
      sandbox: environment === "sandbox",
      storefrontUrl: "http://localhost:8000",
    },
  }
}
