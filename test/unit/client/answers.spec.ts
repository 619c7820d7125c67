import { inspect } from "node:util"
import { failureOf, talkTo, type Talking } from "../support/client"
import { bodyOf, pemOf, rsaKeyPair } from "../support/keys"
import { chargePermission, completedSession, PERMISSION_ID, SESSION_ID } from "../support/samples"
import { answer, cutOff, drip, hang, reset, type Step } from "../support/scripted-server"

let talking: Talking | undefined
afterEach(() => talking?.close())

async function read(...steps: [Step, ...Step[]]) {
  talking = await talkTo(steps, { maxRetries: 0, timeoutMs: 300 })
  return talking.client.getChargePermission(PERMISSION_ID)
}

const requestId = { "x-amz-pay-request-id": "9f4c1b2a-request" }

describe("an answer of 200", () => {
  it.each<[string, unknown]>([
    ["HTML", "<html><body>Sorry!</body></html>"],
    ["nothing", ""],
    ["truncated JSON", '{"chargePermissionId":"B01-'],
    ["null", "null"],
    ["a list", "[]"],
    ["a text", '"ok"'],
    ["nulls everywhere", { chargePermissionId: null, statusDetails: null }],
    ["a permission without a state", chargePermission({ statusDetails: { state: null } })],
    ["a state nobody knows", chargePermission({ statusDetails: { state: "Frozen" } })],
  ])("with %s is refused as no answer", async (_, body) => {
    expect(await failureOf(read(answer(200, body)))).toMatchObject({ code: "invalid_response", retryable: false })
  })

  it("with more than a megabyte is not read to its end", async () => {
    const endless: Step = (_, response) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(64 * 1024)));
      }
      response.on("drain", more)
      more()
    }
    const failure = await failureOf(read(endless))
    expect(failure).toMatchObject({ code: "invalid_response", status: 200 })
    expect(failure.message).toContain("too much")
  })

  it("about another charge permission is refused", async () => {
    const other = chargePermission({ chargePermissionId: "B01-1111111-1111111" })
    expect(await failureOf(read(answer(200, other)))).toMatchObject({ code: "invalid_response" })
  })

  it("to closing another charge permission is refused", async () => {
    talking = await talkTo([answer(200, chargePermission({ chargePermissionId: "B01-1111111-1111111" }))])
    const call = talking.client.closeChargePermission(PERMISSION_ID, { closureReason: "x" })
    expect(await failureOf(call)).toMatchObject({ code: "invalid_response" })
  })

  it("about another checkout session is refused", async () => {
    const other = completedSession({ checkoutSessionId: "00000000-0000-4000-8000-000000000000" })
    talking = await talkTo([answer(200, other)])
    const { client } = talking
    expect(await failureOf(client.getCheckoutSession(SESSION_ID))).toMatchObject({ code: "invalid_response" })
    const complete = client.completeCheckoutSession(SESSION_ID, { idempotencyKey: "x" })
    expect(await failureOf(complete)).toMatchObject({ code: "invalid_response" })
  })

  it("about the same session in capitals is accepted", async () => {
    talking = await talkTo([answer(200, completedSession({ checkoutSessionId: SESSION_ID.toUpperCase() }))])
    await expect(talking.client.getCheckoutSession(SESSION_ID)).resolves.toMatchObject({
      checkoutSessionId: SESSION_ID,
    })
  })

  it("keeps Amazon's request id in the error", async () => {
    expect(await failureOf(read(answer(200, "<html>", requestId)))).toMatchObject({ requestId: "9f4c1b2a-request" })
  })
})

describe("an error", () => {
  it("keeps status, reason code and request id", async () => {
    const refusal = answer(422, { reasonCode: "InvalidCheckoutSessionStatus", message: "no" }, requestId)
    expect(await failureOf(read(refusal))).toMatchObject({
      name: "AmazonPayError",
      code: "request_refused",
      status: 422,
      reasonCode: "InvalidCheckoutSessionStatus",
      requestId: "9f4c1b2a-request",
    })
  })

  it.each<[string, string]>([
    ["HTML", "<html>503</html>"],
    ["nothing", ""],
    ["truncated JSON", '{"reasonCode":'],
    ["two megabytes", "x".repeat(2 * 1024 * 1024)],
  ])("with %s for a body keeps its status", async (_, body) => {
    expect(await failureOf(read(answer(503, body)))).toMatchObject({ code: "unavailable", status: 503 })
  })

  it.each<[string, unknown]>([
    ["a line break", "X\n2026-01-01 ERROR forged"],
    ["an escape", "\u001b[31mX"],
    ["a space", "A B"],
    ["a number", 5],
    ["a thousand letters", "X".repeat(1_000)],
  ])("lets no reason code with %s into its message", async (_, reasonCode) => {
    const failure = await failureOf(read(answer(400, { reasonCode })))
    expect(failure.reasonCode).toBeUndefined()
    expect(failure.message).toBe("Amazon answered Get Charge Permission with 400")
  })

  it("lets no long request id through", async () => {
    const failure = await failureOf(read(answer(400, {}, { "x-amz-pay-request-id": "x".repeat(500) })))
    expect(failure.requestId).toBeUndefined()
  })

  it("does not repeat what Amazon says in words, which can be about the buyer", async () => {
    const failure = await failureOf(read(answer(400, { reasonCode: "InvalidParameterValue", message: "Ada Lovelace" })))
    expect(inspect(failure, { depth: 10 })).not.toContain("Ada")
  })
})

describe("whatever goes wrong", () => {
  const brokenHttp: Step = (request) => request.socket.end("HTTP/1.1 200 OK\r\nx: Ada Lovelace\r\n\0broken Ada\r\n\r\n")
  const noHttp: Step = (request) => request.socket.end("SSH-2.0-Ada Lovelace\r\n")

  it.each<[string, Step]>([
    ["a refusal", answer(403, { reasonCode: "InvalidRequestSignature", message: "Ada Lovelace" })],
    ["an outage", answer(503)],
    ["a hang", hang],
    ["a reset", reset],
    ["a drip", drip(200)],
    ["an end in the middle", cutOff(200, '{"name":"Ada Lovelace"')],
    ["HTML", answer(200, "<html>Ada Lovelace")],
    ["another object", answer(200, chargePermission({ chargePermissionId: "B01-9999999-9999999" }))],
    ["broken HTTP", brokenHttp],
    ["no HTTP", noHttp],
  ])("%s tells no signature, no header, no key and nothing of the buyer", async (_, step) => {
    const failure = await failureOf(read(step))
    const text = inspect(failure, { depth: 20, showHidden: true }) + JSON.stringify(failure) + String(failure.stack)
    expect(text).not.toMatch(/authorization|Signature=|PublicKeyId|SANDBOX-AHEXAMPLE|Ada|ada@example/i)
    for (const piece of bodyOf(pemOf(rsaKeyPair().privateKey)).match(/.{1,32}/g) ?? [])
      expect(text).not.toContain(piece)
  })

  it("process.env stays as it was", async () => {
    const before = { ...process.env }
    await failureOf(read(answer(500)))
    expect({ ...process.env }).toEqual(before)
    expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBeUndefined()
  })
})
