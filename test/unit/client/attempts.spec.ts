import type { Attempt } from "../../../src/client/attempt"
import { OPERATIONS } from "../../../src/client/operations"
import { pauseWhenThrottled } from "../../../src/client/shared-budget"
import { chargeRequest } from "../../../src/protocol"
import { failureOf, talkTo, type Talking } from "../support/client"
import {
  charge,
  CHARGE_ID,
  chargePermission,
  completedSession,
  PERMISSION_ID,
  refund,
  REFUND_ID,
  SESSION_ID,
} from "../support/samples"
import { answer, hang, reset, type Step } from "../support/scripted-server"
import type { AmazonPayClient, ClientDependencies } from "../../../src/client/amazon-pay-client"
import type { Priority } from "../../../src/client/turns"

let talking: Talking | undefined
afterEach(() => talking?.close())

const good = answer(200, chargePermission())
const { getChargePermission } = OPERATIONS
const brokenAtOnce = () => {
  throw new Error("the listener is broken")
}

async function listen(steps: [Step, ...Step[]], more?: Partial<ClientDependencies>) {
  const attempts: Attempt[] = []
  talking = await talkTo(steps, { onAttempt: (attempt) => void attempts.push(attempt), ...more })
  return { client: talking.client, received: talking.server.received, attempts }
}

describe("who listens to attempts", () => {
  it("is told about every request of a call, in their order", async () => {
    const steps: [Step, ...Step[]] = [answer(503), answer(429, "", { "retry-after": "0" }), reset, good]
    const { client, attempts } = await listen(steps)
    await client.getChargePermission(PERMISSION_ID, { priority: "notification" })
    const of = { operation: getChargePermission, priority: "notification", durationMs: expect.any(Number) as number }
    expect(attempts).toEqual([
      { ...of, outcome: "unavailable", status: 503, retryAfterSeconds: undefined },
      { ...of, outcome: "throttled", status: 429, retryAfterSeconds: 0 },
      { ...of, outcome: "unavailable", status: undefined, retryAfterSeconds: undefined },
      { ...of, outcome: "ok", status: 200 },
    ])
    for (const { durationMs } of attempts) expect(durationMs).toBeGreaterThan(0)
  })

  it.each<[Attempt["outcome"], number | undefined, Step]>([
    ["refused", 422, answer(422, { reasonCode: "InvalidCheckoutSessionStatus" })],
    ["throttled", 429, answer(429)],
    ["unavailable", 500, answer(500)],
    ["unavailable", undefined, reset],
    ["timeout", undefined, hang],
    ["invalid", 200, answer(200, "<html>")],
    ["invalid", 302, answer(302, "", { location: "/" })],
  ])("hears %s (%p)", async (outcome, status, step) => {
    const { client, attempts } = await listen([step], { maxRetries: 0, timeoutMs: 100 })
    await failureOf(client.getChargePermission(PERMISSION_ID))
    expect(attempts).toEqual([expect.objectContaining({ outcome, status })])
  })

  const EUR_5 = { amount: "5.00", currencyCode: "EUR" }
  const CHARGE_REQUEST = chargeRequest({
    chargePermissionId: PERMISSION_ID,
    chargeAmount: EUR_5,
    captureNow: false,
    canHandlePendingAuthorization: false,
    initiator: "customer",
    merchantReferenceId: "payses_1",
  })
  const CALLS: Record<
    keyof typeof OPERATIONS,
    (client: AmazonPayClient, how?: { priority: Priority }) => Promise<unknown>
  > = {
    getCheckoutSession: (client, how) => client.getCheckoutSession(SESSION_ID, how),
    completeCheckoutSession: (client, how) =>
      client.completeCheckoutSession(SESSION_ID, { idempotencyKey: "x", ...how }),
    getChargePermission: (client, how) => client.getChargePermission(PERMISSION_ID, how),
    closeChargePermission: (client, how) => client.closeChargePermission(PERMISSION_ID, { closureReason: "x", ...how }),
    createCharge: (client, how) => client.createCharge(CHARGE_REQUEST, { idempotencyKey: "x", ...how }),
    getCharge: (client, how) => client.getCharge(CHARGE_ID, how),
    captureCharge: (client, how) =>
      client.captureCharge(CHARGE_ID, { captureAmount: EUR_5, idempotencyKey: "x", ...how }),
    cancelCharge: (client, how) => client.cancelCharge(CHARGE_ID, { cancellationReason: "x", ...how }),
    createRefund: (client, how) =>
      client.createRefund({ chargeId: CHARGE_ID, refundAmount: EUR_5 }, { idempotencyKey: "x", ...how }),
    getRefund: (client, how) => client.getRefund(REFUND_ID, how),
  }

  function answerTo(name: string): object {
    if (name.endsWith("CheckoutSession")) return completedSession()
    if (name.endsWith("Refund")) return refund()
    return name.endsWith("Charge") ? charge() : chargePermission()
  }

  it.each(Object.entries(CALLS))("hears for whom it was: %s", async (name, call) => {
    const turns: [string, Priority][] = []
    const awaitTurn: ClientDependencies["awaitTurn"] = (operation, priority) =>
      Promise.resolve(void turns.push([operation.name, priority]))
    const { client, attempts } = await listen([answer(200, answerTo(name))], { awaitTurn })
    await call(client)
    await call(client, { priority: "reconcile" })
    expect(attempts.map(({ operation, priority }) => [operation.name, priority])).toEqual(turns)
    expect(turns.map(([, priority]) => priority)).toEqual(["buyer", "reconcile"])
    expect(attempts[0]?.operation).toBe(OPERATIONS[name as keyof typeof OPERATIONS])
  })

  it("hears nothing of a call that sends nothing", async () => {
    const awaitTurn = () => new Promise<void>(() => undefined)
    const { client, attempts, received } = await listen([good], { awaitTurn, budgetMs: 50 })
    await failureOf(client.getChargePermission(PERMISSION_ID))
    await failureOf(client.getChargePermission("no/id"))
    expect([attempts, received]).toEqual([[], []])
  })

  it("is waited for before the next request is sent", async () => {
    const order: string[] = []
    const { client, received } = await listen([answer(429), good], {
      awaitTurn: () => Promise.resolve(void order.push("turn")),
      onAttempt: async () => {
        await new Promise((resolve) => setTimeout(resolve, 30))
        order.push("heard")
      },
    })
    await client.getChargePermission(PERMISSION_ID)
    expect(received).toHaveLength(2)
    expect(order).toEqual(["turn", "heard", "turn", "heard"])
  })

  it.each<[string, ClientDependencies["onAttempt"]]>([
    ["throws", brokenAtOnce],
    ["rejects", () => Promise.reject(new Error("the listener is broken"))],
  ])("and %s breaks no call", async (_, onAttempt) => {
    const { client, received } = await listen([answer(503), good, answer(422, { reasonCode: "X" })], { onAttempt })
    await expect(client.getChargePermission(PERMISSION_ID)).resolves.toMatchObject({
      chargePermissionId: PERMISSION_ID,
    })
    expect(await failureOf(client.getChargePermission(PERMISSION_ID))).toMatchObject({ code: "request_refused" })
    expect(received).toHaveLength(3)
  })
})

describe("an attempt pauses its operation", () => {
  async function pausesAfter(attempt: Partial<Attempt>): Promise<[string, number][]> {
    const pauses: [string, number][] = []
    const pause = (operation: Attempt["operation"], seconds: number) =>
      Promise.resolve(void pauses.push([operation.name, seconds]))
    const given: Attempt = { operation: getChargePermission, priority: "buyer", outcome: "throttled", durationMs: 1 }
    await pauseWhenThrottled({ pause }, { ...given, ...attempt })
    return pauses
  }

  it.each([
    ["as long as Amazon said", 40, 40],
    ["a second, when Amazon did not say how long", undefined, 1],
    ["a second, when Amazon said less", 0.2, 1],
    ["five minutes, when Amazon said more", 86_400, 300],
  ])("for %s", async (_, retryAfterSeconds, seconds) => {
    expect(await pausesAfter({ retryAfterSeconds })).toEqual([["Get Charge Permission", seconds]])
  })

  it.each(["ok", "refused", "unavailable", "timeout", "invalid"] as const)("but not after %s", async (outcome) => {
    expect(await pausesAfter({ outcome, retryAfterSeconds: 40 })).toEqual([])
  })
})
