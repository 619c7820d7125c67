import { canonicalRequest, verifyPayloadSignature } from "../../../src/protocol"
import { talkTo, type Talking } from "../support/client"
import { rsaKeyPair } from "../support/keys"
import { chargePermission, completedSession, PERMISSION_ID, SESSION_ID } from "../support/samples"
import { answer, type Received } from "../support/scripted-server"
import { createAmazonPayClient } from "../../../src/client/amazon-pay-client"
import { merchantAccount } from "../support/options"

let talking: Talking | undefined
afterEach(() => talking?.close())

const NOW = new Date("2026-06-01T12:00:00Z")

async function requestOf(body: unknown, call: (client: Talking["client"]) => Promise<unknown>): Promise<Received> {
  talking = await talkTo([answer(200, body)], { now: () => NOW })
  await call(talking.client)
  const [request, ...others] = talking.server.received
  if (!request || others.length) throw new Error("Expected exactly one request")
  return request
}

/** Whether the merchant's public key vouches for what the server received. */
function isSigned({ method, url, headers, body }: Received): boolean {
  const [, names = "", signature = ""] =
    /SignedHeaders=([^,]+), Signature=(.+)$/.exec(headers.authorization ?? "") ?? []
  const signed = Object.fromEntries(names.split(";").map((name) => [name, String(headers[name])]))
  const text = canonicalRequest({ method: method as "GET", path: url, body }, signed)
  return verifyPayloadSignature(text, signature, rsaKeyPair().publicKey, "AMZN-PAY-RSASSA-PSS-V2")
}

describe("a request", () => {
  it("for a checkout session is a signed GET without body and idempotency key", async () => {
    const request = await requestOf(completedSession(), (client) => client.getCheckoutSession(SESSION_ID))
    expect(request).toMatchObject({ method: "GET", url: `/v2/checkoutSessions/${SESSION_ID}`, body: "" })
    expect(request.headers).not.toHaveProperty("x-amz-pay-idempotency-key")
    expect(isSigned(request)).toBe(true)
  })

  it("to complete a session is a signed POST of {} with the idempotency key", async () => {
    const request = await requestOf(completedSession(), (client) =>
      client.completeCheckoutSession(SESSION_ID, { idempotencyKey: "k".repeat(32) }),
    )
    expect(request).toMatchObject({ method: "POST", url: `/v2/checkoutSessions/${SESSION_ID}/complete`, body: "{}" })
    expect(request.headers["x-amz-pay-idempotency-key"]).toBe("k".repeat(32))
    expect(request.headers.authorization).toContain("x-amz-pay-idempotency-key")
    expect(isSigned(request)).toBe(true)
  })

  it("for a charge permission is a signed GET", async () => {
    const request = await requestOf(chargePermission(), (client) => client.getChargePermission(PERMISSION_ID))
    expect(request).toMatchObject({ method: "GET", url: `/v2/chargePermissions/${PERMISSION_ID}`, body: "" })
    expect(isSigned(request)).toBe(true)
  })

  it("to close a charge permission is a signed DELETE with a reason", async () => {
    const request = await requestOf(chargePermission(), (client) =>
      client.closeChargePermission(PERMISSION_ID, { closureReason: "für immer" }),
    )
    expect(request).toMatchObject({ method: "DELETE", url: `/v2/chargePermissions/${PERMISSION_ID}/close` })
    expect(JSON.parse(request.body)).toEqual({ closureReason: "für immer", cancelPendingCharges: false })
    expect(isSigned(request)).toBe(true)
  })

  it("says which host, region and time it is for, whatever connection carries it", async () => {
    const { headers } = await requestOf(chargePermission(), (client) => client.getChargePermission(PERMISSION_ID))
    expect(headers).toMatchObject({
      "x-amz-pay-host": "pay-api.amazon.eu",
      "x-amz-pay-region": "eu",
      "x-amz-pay-date": "20260601T120000Z",
      "content-type": "application/json",
      accept: "application/json",
      "user-agent": "medusa-payment-amazon-pay",
    })
  })

  it("is refused by the same check when a byte of it is another", async () => {
    const request = await requestOf(chargePermission(), (client) => client.getChargePermission(PERMISSION_ID))
    expect(isSigned({ ...request, url: `${request.url}1` })).toBe(false)
    expect(isSigned({ ...request, body: "{}" })).toBe(false)
    expect(isSigned({ ...request, method: "POST" })).toBe(false)
  })

  it("of a key without an environment names the environment in its path", async () => {
    talking = await talkTo([answer(200, chargePermission())])
    const account = merchantAccount({ publicKeyId: "AHEXAMPLE", endpoints: { payApi: talking.server.url } })
    await createAmazonPayClient(account, { awaitTurn: async () => undefined }).getChargePermission(PERMISSION_ID)
    expect(talking.server.received[0]?.url).toBe(`/sandbox/v2/chargePermissions/${PERMISSION_ID}`)
  })

  it("goes out to a base URL with a path of its own, signed for Amazon's path", async () => {
    talking = await talkTo([answer(200, chargePermission())])
    const account = merchantAccount({ endpoints: { payApi: `${talking.server.url}/pay/` } })
    await createAmazonPayClient(account, { awaitTurn: async () => undefined }).getChargePermission(PERMISSION_ID)
    const [request] = talking.server.received
    expect(request?.url).toBe(`/pay/v2/chargePermissions/${PERMISSION_ID}`)
    expect(request && isSigned({ ...request, url: request.url.replace("/pay", "") })).toBe(true)
  })
})

describe("an id that could change the path", () => {
  it.each(["", "..", "../x", "a/b", "a%2fb", "a?b", "a#b", "a b", "a\r\nb", "\ud800", "ü", ".", "x".repeat(129)])(
    "%j is refused before anything is sent",
    async (id) => {
      talking = await talkTo([answer(200, chargePermission())])
      const { client, server } = talking
      const calls = [
        client.getChargePermission(id),
        client.closeChargePermission(id, { closureReason: "x" }),
        client.getCheckoutSession(id),
        client.completeCheckoutSession(id, { idempotencyKey: "x" }),
      ]
      for (const call of calls) await expect(call).rejects.toMatchObject({ code: "invalid_input", retryable: false })
      expect(server.received).toEqual([])
    },
  )
})
