import { ALGORITHMS, apiPath, buildUpdatePayload, canonicalRequest, signPayload } from "../../../src/protocol"
import { verifyPayloadSignature } from "../../../src/protocol"
import { constants, createHash, verify } from "node:crypto"
import { askAmazonSdk } from "../support/amazon-sdk"
import { pemOf, rsaKeyPair } from "../support/keys"
import { PERMISSION_ID, SESSION_ID, STORE_ID } from "../support/samples"

const { privateKey, publicKey } = rsaKeyPair()
const NOW = "2024-05-17T09:08:07Z"
const config = { publicKeyId: "SANDBOX-AHEXAMPLE", privateKey: pemOf(privateKey), region: "eu", sandbox: true }

const payloads = ["Müller & Söhne", "</script>", "it's a/b", "\u2028", '"\\'].map((merchantStoreName) =>
  buildUpdatePayload({
    returnUrl: "https://api.shop.example/amazon-pay/return/t",
    cancelUrl: "https://api.shop.example/amazon-pay/cancel/t",
    storeId: STORE_ID,
    chargePermissionId: PERMISSION_ID,
    setupOnly: true,
    productType: "PayAndShip",
    merchantMetadata: { merchantStoreName },
  }),
)

describe.each(ALGORITHMS)("Amazon's own SDK with %s", (algorithm) => {
  it("signs payloads that we verify", () => {
    const { signatures } = askAmazonSdk({ config: { ...config, algorithm }, now: NOW, payloads })
    expect(signatures).toHaveLength(payloads.length)
    for (const [index, payload] of payloads.entries()) {
      expect(verifyPayloadSignature(payload, signatures[index] ?? "", publicKey, algorithm)).toBe(true)
    }
  })

  it("would verify what we sign: name, hash and salt are those of its source", async () => {
    const saltLength = { "AMZN-PAY-RSASSA-PSS": 20, "AMZN-PAY-RSASSA-PSS-V2": 32 }[algorithm]
    for (const payload of payloads) {
      const signature = await signPayload(payload, { publicKeyId: config.publicKeyId, privateKey }, algorithm)
      const text = `${algorithm}\n${createHash("SHA256").update(payload).digest("hex")}`
      const options = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
      expect(verify("sha256", Buffer.from(text), options, Buffer.from(signature, "base64"))).toBe(true)
    }
  })

  it("signs requests whose canonical form is ours", () => {
    const requests = [
      { method: "POST" as const, urlFragment: `checkoutSessions/${SESSION_ID}/complete`, payload: "{}" },
      { method: "GET" as const, urlFragment: `chargePermissions/${PERMISSION_ID}`, payload: "" },
      {
        method: "DELETE" as const,
        urlFragment: `chargePermissions/${PERMISSION_ID}/close`,
        payload: '{"closureReason":"für immer","cancelPendingCharges":false}',
      },
      {
        method: "POST" as const,
        urlFragment: `checkoutSessions/${SESSION_ID}/complete`,
        payload: "{}",
        headers: { "x-amz-pay-idempotency-key": "0123456789abcdef" },
      },
      {
        method: "GET" as const,
        urlFragment: "reports",
        payload: "",
        queryParams: { reportTypes: "a,b", "page-size": "10", page: "1" },
      },
    ]
    const { headers } = askAmazonSdk({ config: { ...config, algorithm }, now: NOW, requests })
    for (const [index, { method, urlFragment, payload, ...more }] of requests.entries()) {
      const { authorization = "", ...signed } = headers[index] ?? {}
      const [, signature = ""] = /Signature=(.+)$/.exec(authorization) ?? []
      const query = "queryParams" in more ? more.queryParams : undefined
      const path = apiPath(urlFragment, config.publicKeyId, true)
      const ours = canonicalRequest({ method, path, query, body: payload }, signed)
      expect(verifyPayloadSignature(ours, signature, publicKey, algorithm)).toBe(true)
    }
  })
})

it("the SDK was asked in another process and left ours alone", () => {
  expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBeUndefined()
  expect(Math.abs(new Date().getTime() - Date.parse(NOW))).toBeGreaterThan(86_400_000)
})
