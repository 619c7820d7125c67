import { chargeRequest } from "../../../src/protocol"
import type { AmazonPayClient } from "../../../src/client/amazon-pay-client"
import { failureOf, talkTo, type Talking } from "../support/client"
import { charge, CHARGE_ID, completedSession, PERMISSION_ID, refund, REFUND_ID, SESSION_ID } from "../support/samples"
import { answer, reset, type Step } from "../support/scripted-server"

let talking: Talking | undefined
afterEach(() => talking?.close())

const EUR_5 = { amount: "5.00", currencyCode: "EUR" }
const KEY = { idempotencyKey: "k".repeat(32) }
const request = chargeRequest({
  chargePermissionId: PERMISSION_ID,
  chargeAmount: EUR_5,
  captureNow: false,
  canHandlePendingAuthorization: false,
  initiator: "customer",
  merchantReferenceId: "payses_1",
})

async function asked(steps: [Step, ...Step[]], call: (client: AmazonPayClient) => Promise<unknown>) {
  talking = await talkTo(steps)
  const outcome = await call(talking.client).catch((error: unknown) => error)
  return { outcome, received: talking.server.received }
}

describe("a write of money", () => {
  it.each<[string, (client: AmazonPayClient) => Promise<unknown>, object, unknown]>([
    ["charges", (c) => c.createCharge(request, KEY), charge(), request],
    [
      `charges/${CHARGE_ID}/capture`,
      (c) => c.captureCharge(CHARGE_ID, { ...KEY, captureAmount: EUR_5 }),
      charge(),
      { captureAmount: EUR_5 },
    ],
    [
      "refunds",
      (c) => c.createRefund({ chargeId: CHARGE_ID, refundAmount: EUR_5 }, KEY),
      refund(),
      { chargeId: CHARGE_ID, refundAmount: EUR_5 },
    ],
    [
      `checkoutSessions/${SESSION_ID}/complete`,
      (c) => c.completeCheckoutSession(SESSION_ID, { ...KEY, chargeAmount: EUR_5 }),
      completedSession(),
      { chargeAmount: EUR_5 },
    ],
  ])("to %s is one POST with its key, and the same one when the answer is lost", async (path, call, body, sent) => {
    const { received } = await asked([reset, answer(201, body)], call)
    expect(received).toHaveLength(2)
    for (const each of received) {
      expect(each).toMatchObject({ method: "POST", url: `/v2/${path}` })
      expect(each.headers["x-amz-pay-idempotency-key"]).toBe(KEY.idempotencyKey)
      expect(JSON.parse(each.body)).toEqual(sent)
    }
  })

  it("is cancelled by a DELETE with a reason", async () => {
    const cancel = (client: AmazonPayClient) => client.cancelCharge(CHARGE_ID, { cancellationReason: "Order canceled" })
    const { outcome, received } = await asked([answer(200, charge({ state: "Canceled" }))], cancel)
    expect(outcome).toMatchObject({ state: "Canceled" })
    expect(received).toMatchObject([{ method: "DELETE", url: `/v2/charges/${CHARGE_ID}/cancel` }])
  })

  it.each([
    [422, "SoftDeclined"],
    [422, "HardDeclined"],
    [422, "AmazonRejected"],
    [400, "PeriodicAmountExceeded"],
    [500, "ProcessingFailure"],
  ])(
    "that is declined with %d %s is not tried again: the same key gets the same answer",
    async (status, reasonCode) => {
      talking = await talkTo([answer(status, { reasonCode, message: "no" })])
      const failure = await failureOf(talking.client.createCharge(request, KEY))
      expect(failure).toMatchObject({ code: "request_refused", status, reasonCode, retryable: false })
      expect(talking.server.received).toHaveLength(1)
    },
  )

  it("whose answer is about another charge is not believed", async () => {
    const other = { ...charge(), chargePermissionId: "B01-9999999-9999999" }
    talking = await talkTo([answer(201, other)])
    expect(await failureOf(talking.client.createCharge(request, KEY))).toMatchObject({ code: "invalid_response" })
  })
})

describe("a reading of money", () => {
  it("is a GET of the charge or refund", async () => {
    const one = await asked([answer(200, charge())], (client) => client.getCharge(CHARGE_ID))
    expect(one.received).toMatchObject([{ method: "GET", url: `/v2/charges/${CHARGE_ID}`, body: "" }])
    await talking?.close()
    const other = await asked([answer(200, refund())], (client) => client.getRefund(REFUND_ID))
    expect(other.received).toMatchObject([{ method: "GET", url: `/v2/refunds/${REFUND_ID}`, body: "" }])
  })

  it.each(["", "../charges", "a/b"])("of %j is not asked for", async (id) => {
    const { outcome, received } = await asked([answer(200, charge())], (client) => client.getCharge(id))
    expect(outcome).toMatchObject({ code: "invalid_input" })
    expect(received).toEqual([])
  })
})
