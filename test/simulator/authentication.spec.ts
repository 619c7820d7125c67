import type { Simulator } from "../../src/simulator"
import {
  KEY_ID,
  buyerWithWallet,
  call,
  foreignKey,
  getPermission,
  merchantKey,
  send,
  startStage,
} from "./support/stage"
import { basicDate, signedHeadersOf, V1, V2, type RequestToSend } from "./support/sign"

let amazon: Simulator
let path: string

beforeAll(async () => {
  amazon = await startStage()
  path = `/v2/chargePermissions/${(await buyerWithWallet(amazon)).id}`
})
afterAll(() => amazon.close())

const get = (change: Partial<RequestToSend> = {}) => call(amazon, { method: "GET", path, ...change })

describe("an honest request", () => {
  it.each([V1, V2])("is accepted when signed by %s", async (algorithm) => {
    expect((await get({ algorithm })).status).toBe(200)
  })

  it("is accepted with the extended date and a signed user agent, as the Node SDK sends it", async () => {
    const date = `${new Date().toISOString().split(".")[0]}Z`
    expect((await get({ headers: { "x-amz-pay-date": date, "user-agent": "sdk/1 (JS)" } })).status).toBe(200)
  })

  it("is accepted with a slash at the end of the path, as the .NET SDK sends it", async () => {
    expect((await get({ path: `${path}/` })).status).toBe(200)
  })

  it("is accepted with a simulation code outside the signature", async () => {
    const body = "{}"
    const request = { method: "POST", path: "/v2/checkoutSessions/nobody/complete", body }
    const headers = signedHeadersOf({ ...request, publicKeyId: KEY_ID, key: merchantKey.privateKey })
    const answer = await send(amazon, request, { ...headers, "x-amz-pay-simulation-code": "Declined" })
    expect(answer.body.reasonCode).toBe("ResourceNotFound")
  })

  it("is accepted with the region's alias in any case", async () => {
    expect((await get({ region: "EU" })).status).toBe(200)
  })

  it("carries a request id, and so does a refused one, even one too large to read", async () => {
    const [good, bad] = await Promise.all([get(), get({ saltLength: 20 })])
    const large = await fetch(amazon.url + path, { method: "POST", body: "x".repeat(1_100_000) })
    expect([large.status, large.headers.get("x-amz-pay-request-id")]).toEqual([413, expect.stringMatching(/-/)])
    expect(good.headers.get("x-amz-pay-request-id")).toMatch(/^[0-9a-f-]{36}$/)
    expect(bad.headers.get("x-amz-pay-request-id")).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe("a request that is not what it says", () => {
  const refusals: [string, Partial<RequestToSend>, number, string][] = [
    ["is signed with salt 20 under V2", { saltLength: 20 }, 403, "InvalidRequestSignature"],
    ["is signed with salt 32 under V1", { algorithm: V1, saltLength: 32 }, 403, "InvalidRequestSignature"],
    ["is signed with another key", { key: foreignKey.privateKey }, 403, "InvalidRequestSignature"],
    ["names an unknown key", { publicKeyId: "SANDBOX-NOBODY" }, 403, "InvalidAuthentication"],
    ["is 16 minutes old", { date: new Date(Date.now() - 16 * 60_000) }, 403, "InvalidRequestSignature"],
    ["is 16 minutes ahead", { date: new Date(Date.now() + 16 * 60_000) }, 403, "InvalidRequestSignature"],
    ["has a date that is none", { headers: { "x-amz-pay-date": "yesterday" } }, 400, "InvalidHeaderValue"],
    ["is for another region's host", { host: "pay-api.amazon.com" }, 400, "InvalidHeaderValue"],
    ["is for another region", { region: "na" }, 400, "InvalidHeaderValue"],
    ["has no date", { headers: { "x-amz-pay-date": undefined } }, 400, "MissingHeader"],
    ["has no host", { headers: { "x-amz-pay-host": undefined } }, 400, "MissingHeader"],
    ["has no region", { headers: { "x-amz-pay-region": undefined } }, 400, "MissingHeader"],
    ["has an empty region", { headers: { "x-amz-pay-region": "" } }, 400, "MissingHeaderValue"],
    ["has no content type", { headers: { "content-type": undefined } }, 400, "MissingHeader"],
    ["is text", { headers: { "content-type": "text/plain" } }, 400, "InvalidHeaderValue"],
    [
      "leaves the date unsigned",
      { signedHeaders: ["accept", "content-type", "x-amz-pay-host", "x-amz-pay-region"] },
      403,
      "InvalidRequestSignature",
    ],
    [
      "leaves the idempotency key unsigned",
      {
        headers: { "x-amz-pay-idempotency-key": "abc" },
        signedHeaders: ["accept", "content-type", "x-amz-pay-date", "x-amz-pay-host", "x-amz-pay-region"],
      },
      403,
      "InvalidRequestSignature",
    ],
    [
      "names its headers out of order",
      { signedHeaders: ["content-type", "accept", "x-amz-pay-date", "x-amz-pay-host", "x-amz-pay-region"] },
      403,
      "InvalidRequestSignature",
    ],
  ]

  it.each(refusals)("is refused when it %s", async (_what, change, status, reasonCode) => {
    const answer = await get(change)
    expect([answer.status, answer.body.reasonCode]).toEqual([status, reasonCode])
    expect(Object.keys(answer.body).sort()).toEqual(["message", "reasonCode"])
  })

  it.each([
    ["is missing", undefined, 400, "MissingHeader"],
    ["is a bearer token", "Bearer abc", 400, "InvalidHeaderValue"],
    [
      "names an unknown algorithm",
      "AMZN-PAY-HMAC PublicKeyId=a, SignedHeaders=accept, Signature=YQ==",
      400,
      "InvalidHeaderValue",
    ],
    ["is empty but for a space", " ", 400, "MissingHeader"],
  ])("is refused when its authorization %s", async (_what, authorization, status, reasonCode) => {
    const headers = signedHeadersOf({ method: "GET", path, publicKeyId: KEY_ID, key: merchantKey.privateKey })
    const { authorization: _left, ...rest } = headers
    const answer = await send(amazon, { method: "GET", path }, { ...rest, ...(authorization && { authorization }) })
    const reasons = authorization === " " ? ["MissingHeader", "MissingHeaderValue"] : [reasonCode]
    expect(answer.status).toBe(status)
    expect(reasons).toContain(answer.body.reasonCode)
  })

  it("is refused when a signed header is changed on the way", async () => {
    const headers = signedHeadersOf({ method: "GET", path, publicKeyId: KEY_ID, key: merchantKey.privateKey })
    const later = basicDate(new Date(Date.now() + 1000))
    const answer = await send(amazon, { method: "GET", path }, { ...headers, "x-amz-pay-date": later })
    expect(answer.body.reasonCode).toBe("InvalidRequestSignature")
  })

  it("is refused when the body is changed on the way", async () => {
    const request = { method: "DELETE", path: `${path}/close`, body: '{"closureReason":"a"}' }
    const headers = signedHeadersOf({ ...request, publicKeyId: KEY_ID, key: merchantKey.privateKey })
    const answer = await send(amazon, { ...request, body: '{"closureReason":"b"}' }, headers)
    expect(answer.body.reasonCode).toBe("InvalidRequestSignature")
  })

  it("is refused when one character of the signature is changed", async () => {
    const headers = signedHeadersOf({ method: "GET", path, publicKeyId: KEY_ID, key: merchantKey.privateKey })
    const authorization = headers.authorization?.replace(/Signature=(.)/, (_all, first) =>
      first === "A" ? "Signature=B" : "Signature=A",
    )
    const answer = await send(amazon, { method: "GET", path }, { ...headers, authorization: authorization ?? "" })
    expect(answer.body.reasonCode).toBe("InvalidRequestSignature")
  })
})

describe("environments", () => {
  beforeAll(() =>
    amazon.control.addMerchant({
      merchantId: "A3PLAIN",
      storeIds: [],
      publicKeys: { AHPLAIN: merchantKey.publicKeyPem },
      region: "eu",
    }),
  )

  it("keep a sandbox wallet from a live key", async () => {
    expect((await get({ publicKeyId: "LIVE-AHTESTKEY" })).status).toBe(404)
  })

  it("are told by the path for a key without prefix", async () => {
    const answer = await call(amazon, { method: "GET", path: `/sandbox${path}`, publicKeyId: "AHPLAIN" })
    expect([answer.status, answer.body.reasonCode]).toEqual([404, "ResourceNotFound"])
  })

  it("have to be told for a key without prefix", async () => {
    expect((await get({ publicKeyId: "AHPLAIN" })).body.reasonCode).toBe("InvalidAuthentication")
  })

  it.each(["/sandbox", "/live"])("must not be told by the path %s for a key with prefix", async (prefix) => {
    expect((await get({ path: prefix + path })).body.reasonCode).toBe("InvalidAuthentication")
  })
})

describe("what is no operation", () => {
  it.each([
    ["GET", "/v1/chargePermissions/a", 400, "InvalidAPIVersion"],
    ["GET", "/v2/nothing", 404, "ResourceNotFound"],
    ["POST", "/v2/chargePermissions/a", 405, "UnsupportedOperation"],
  ])("%s %s is refused", async (method, target, status, reasonCode) => {
    const answer = await call(amazon, { method, path: target })
    expect([answer.status, answer.body.reasonCode]).toEqual([status, reasonCode])
  })
})

it("the log tells each verdict and never a signature", async () => {
  await amazon.control.clearRequests()
  await getPermission(amazon, "B02-0000000-0000000")
  await get({ saltLength: 20 })
  await get()
  const log = await amazon.control.requests()
  expect(log.map(({ verdict, reasonCode, merchantId }) => [verdict, reasonCode, merchantId])).toEqual([
    ["refused", "ResourceNotFound", "A1MERCHANT"],
    ["refused", "InvalidRequestSignature", null],
    ["accepted", null, "A1MERCHANT"],
  ])
  expect(await amazon.control.requests({ verdict: "accepted", operation: "GetChargePermission" })).toHaveLength(1)
  expect(JSON.stringify(log)).not.toContain("Signature=")
})

it("an overridden service URL is accepted as host over TLS only, which is how the official SDK uses it", async () => {
  const host = new URL(amazon.url).host
  expect((await get({ host })).body.reasonCode).toBe("InvalidHeaderValue")
})
