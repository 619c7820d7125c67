import { createPublicKey } from "node:crypto"
import { readFileSync } from "node:fs"
import path from "node:path"
import { authenticate } from "../../src/simulator/pay-api/authenticate"
import { canonicalRequest } from "../../src/simulator/pay-api/canonical-request"
import { isSignedBy } from "../../src/simulator/pss"
import { createMerchants } from "../../src/simulator/state/merchants"
import buttonPayloads from "../vectors/button-payload.json"
import apiRequests from "../vectors/api-request.json"

const vectors = path.join(__dirname, "../vectors")
const publicKeyPem = readFileSync(path.join(vectors, buttonPayloads.publicKey), "utf8")
const key = createPublicKey(publicKeyPem)
const HOSTS: Record<string, "na" | "eu" | "jp"> = {
  "pay-api.amazon.com": "na",
  "pay-api.amazon.eu": "eu",
  "pay-api.amazon.jp": "jp",
}

describe("payload signatures", () => {
  it.each(buttonPayloads.cases)("accepts $name by $algorithm", ({ algorithm, payload, signature }) => {
    expect(isSignedBy(key, { algorithm, content: payload, signature })).toBe(true)
  })

  it.each(buttonPayloads.negative)("refuses $name: $reason", ({ algorithm, payload, signature }) => {
    expect(isSignedBy(key, { algorithm, content: payload, signature })).toBe(false)
  })

  it.each(buttonPayloads.cases)("refuses $name by $algorithm under the other algorithm", (vector) => {
    const other = vector.algorithm.endsWith("V2") ? "AMZN-PAY-RSASSA-PSS" : "AMZN-PAY-RSASSA-PSS-V2"
    expect(isSignedBy(key, { algorithm: other, content: vector.payload, signature: vector.signature })).toBe(false)
  })
})

const requests = [
  ...apiRequests.nodeSdk.map((vector) => ({
    name: `the Node SDK's ${vector.name}`,
    target: vector.url.replace(/^https:\/\/[^/]+/, ""),
    method: vector.request.method,
    body: vector.request.body,
    headers: { ...vector.headersSentWithoutAuthorization, authorization: vector.authorization },
    publicKeyId: vector.config.publicKeyId,
    canonical: vector.canonicalRequest,
  })),
  ...apiRequests.compact.map((vector) => ({
    name: `the compact ${vector.name}`,
    target: vector.request.path,
    method: vector.request.method,
    body: vector.request.body,
    headers: {
      ...vector.headersSigned,
      authorization: `${vector.stringToSign.split("\n")[0]} PublicKeyId=${vector.config.publicKeyId}, SignedHeaders=${vector.signedHeaders}, Signature=${vector.signature}`,
    },
    publicKeyId: vector.config.publicKeyId,
    canonical: vector.canonicalRequest,
  })),
]

describe("API requests", () => {
  const rulesFor = ({ headers, publicKeyId, target }: (typeof requests)[number]) => {
    const merchants = createMerchants()
    merchants.add({
      merchantId: "A1EXAMPLEMERCH",
      storeIds: [],
      publicKeys: { [publicKeyId]: publicKeyPem },
      region: HOSTS[headers["x-amz-pay-host"]] ?? "na",
    })
    const environment = target.startsWith("/sandbox") ? "sandbox" : target.startsWith("/live") ? "live" : null
    const now = new Date("2024-05-17T09:10:00Z")
    return { merchants, environment, now, maxDateSkewSeconds: 900, ownHost: "" } as const
  }
  const received = ({ method, target, headers, body }: (typeof requests)[number]) => ({
    method,
    target,
    headers: headers as Record<string, string | undefined>,
    body: Buffer.from(body),
  })

  it.each(requests)("builds the canonical text of $name", (vector) => {
    const signed = /SignedHeaders=([^,]+)/.exec(vector.headers.authorization)?.[1]?.split(";") ?? []
    expect(canonicalRequest(received(vector), signed)).toBe(vector.canonical)
  })

  it.each(requests)("accepts $name", (vector) => {
    expect(authenticate(received(vector), rulesFor(vector)).merchant.merchantId).toBe("A1EXAMPLEMERCH")
  })

  it.each(requests)("refuses $name with one byte more in the body", (vector) => {
    const tampered = { ...received(vector), body: Buffer.from(`${vector.body} `) }
    expect(() => authenticate(tampered, rulesFor(vector))).toThrow("Unable to verify the signature")
  })

  it.each(requests)("refuses $name on another path", (vector) => {
    const tampered = { ...received(vector), target: vector.target.replace(/\w$/, "x") }
    expect(() => authenticate(tampered, rulesFor(vector))).toThrow("Unable to verify the signature")
  })

  it.each(requests)("refuses $name a quarter of an hour later", (vector) => {
    const rules = { ...rulesFor(vector), now: new Date("2024-05-17T09:23:08Z") }
    expect(() => authenticate(received(vector), rules)).toThrow("check the clock")
  })
})
