import { failureOf, talkTo, type Talking } from "../support/client"
import { chargePermission, completedSession, PERMISSION_ID, SESSION_ID } from "../support/samples"
import { answer, cutOff, drip, hang, reset, type Step } from "../support/scripted-server"
import type { ClientDependencies } from "../../../src/client/amazon-pay-client"

let talking: Talking | undefined
afterEach(() => talking?.close())

const good = answer(200, chargePermission())

async function read(steps: [Step, ...Step[]], more?: Partial<ClientDependencies>) {
  talking = await talkTo(steps, more)
  return { call: talking.client.getChargePermission(PERMISSION_ID), received: talking.server.received }
}

describe("a call that fails in passing", () => {
  it.each([408, 425, 429, 500, 501, 502, 503, 504, 520, 599])("with %d is tried again", async (status) => {
    const { call, received } = await read([answer(status, { reasonCode: "X" }), good])
    await expect(call).resolves.toMatchObject({ chargePermissionId: PERMISSION_ID })
    expect(received).toHaveLength(2)
  })

  it.each<[string, Step]>([
    ["without an answer", reset],
    ["in the middle of its answer", cutOff(200, '{"chargePermissionId":')],
  ])("%s is tried again", async (_, step) => {
    const { call, received } = await read([step, good])
    await expect(call).resolves.toMatchObject({ chargePermissionId: PERMISSION_ID })
    expect(received).toHaveLength(2)
  })

  it.each<[string, Step]>([
    ["never answers", hang],
    ["drips its answer", drip(200)],
    ["drips its error", drip(503)],
  ])("because Amazon %s is ended in time and tried again", async (_, step) => {
    const { call, received } = await read([step, good], { timeoutMs: 150 })
    await expect(call).resolves.toMatchObject({ chargePermissionId: PERMISSION_ID })
    expect(received).toHaveLength(2)
  })

  it("is tried four times, and not five", async () => {
    const { call, received } = await read([answer(503)])
    expect(await failureOf(call)).toMatchObject({ code: "unavailable", status: 503, retryable: true })
    expect(received).toHaveLength(4)
  })

  it("is tried as often as was said", async () => {
    const { call, received } = await read([answer(503)], { maxRetries: 1 })
    await failureOf(call)
    expect(received).toHaveLength(2)
  })

  it("is signed anew each time, with the time of that try and the same idempotency key", async () => {
    let seconds = 0
    const now = () => new Date(Date.UTC(2026, 5, 1, 12, 0, seconds++))
    talking = await talkTo([answer(500), answer(503), reset, answer(200, completedSession())], { now })
    await talking.client.completeCheckoutSession(SESSION_ID, { idempotencyKey: "the-same-key" })
    const headers = talking.server.received.map((request) => request.headers)
    expect(headers.map((each) => each["x-amz-pay-idempotency-key"])).toEqual(Array(4).fill("the-same-key"))
    expect(headers.map((each) => each["x-amz-pay-date"])).toEqual([
      "20260601T120000Z",
      "20260601T120001Z",
      "20260601T120002Z",
      "20260601T120003Z",
    ])
    expect(new Set(headers.map((each) => each.authorization)).size).toBe(4)
  })

  it("waits for its turn before every try", async () => {
    const turns: string[] = []
    const awaitTurn: Partial<ClientDependencies>["awaitTurn"] = ({ name }, priority) => {
      turns.push(`${name} for a ${priority}`)
      return Promise.resolve()
    }
    const { call } = await read([answer(503), good], { awaitTurn })
    await call
    expect(turns).toEqual(["Get Charge Permission for a buyer", "Get Charge Permission for a buyer"])
  })
})

describe("between two tries", () => {
  async function delayBeforeRetry(step: Step, more: Partial<ClientDependencies>): Promise<number> {
    const times: number[] = []
    const awaitTurn = () => {
      times.push(performance.now())
      return Promise.resolve()
    }
    const { call } = await read([step, good], { ...more, awaitTurn })
    await call
    return (times[1] ?? 0) - (times[0] ?? 0)
  }

  it.each([
    [0, 500, 900],
    [0.999, 990, 2_000],
  ])("the delay is drawn by lot (%d): between %d and %d ms", async (drawn, from, to) => {
    const delay = await delayBeforeRetry(answer(503), { retryBaseMs: 1_000, random: () => drawn })
    expect(delay).toBeGreaterThanOrEqual(from - 2)
    expect(delay).toBeLessThan(to)
  })

  it("the delay doubles", async () => {
    const times: number[] = []
    const awaitTurn = () => {
      times.push(performance.now())
      return Promise.resolve()
    }
    const { call } = await read([answer(503), answer(503), answer(503), good], {
      awaitTurn,
      retryBaseMs: 60,
      random: () => 1,
    })
    await call
    const [a = 0, b = 0, c = 0, d = 0] = times
    expect([b - a, c - b, d - c].map((delay) => delay >= 58)).toEqual([true, true, true])
    expect(c - b).toBeGreaterThanOrEqual(118)
    expect(d - c).toBeGreaterThanOrEqual(238)
  })

  it("Amazon's Retry-After is waited for", async () => {
    expect(await delayBeforeRetry(answer(429, "", { "retry-after": "0.3" }), {})).toBeGreaterThanOrEqual(298)
  })

  it("a Retry-After in the past is no reason to wait", async () => {
    const step = answer(429, "", { "retry-after": new Date(0).toUTCString() })
    expect(await delayBeforeRetry(step, {})).toBeLessThan(500)
  })

  it("a Retry-After that is nonsense is no reason to wait", async () => {
    expect(await delayBeforeRetry(answer(429, "", { "retry-after": "soon" }), {})).toBeLessThan(500)
  })
})

it("whom Amazon asks to wait longer than anybody should is told so at once", async () => {
  const { call, received } = await read([answer(429, { reasonCode: "TooManyRequests" }, { "retry-after": "60" })])
  expect(await failureOf(call)).toMatchObject({ code: "throttled", retryAfterSeconds: 60, retryable: true })
  expect(received).toHaveLength(1)
})

it("a Retry-After that is a date is told in seconds", async () => {
  const { call } = await read([answer(503, "", { "retry-after": new Date(Date.now() + 60_000).toUTCString() })])
  const { retryAfterSeconds } = await failureOf(call)
  expect(retryAfterSeconds).toBeGreaterThan(50)
  expect(retryAfterSeconds).toBeLessThanOrEqual(60)
})

describe("an answer that is final", () => {
  it.each([400, 401, 403, 404, 405, 409, 410, 422, 426, 451])("%d is never asked for again", async (status) => {
    const { call, received } = await read([answer(status, { reasonCode: "Whatever", message: "x" })])
    expect(await failureOf(call)).toMatchObject({
      code: "request_refused",
      status,
      reasonCode: "Whatever",
      retryable: false,
    })
    expect(received).toHaveLength(1)
  })

  it.each<[string, Step]>([
    ["drips", drip(422)],
    ["is cut off", cutOff(422, '{"reasonCode":"Inval')],
  ])("422 stands although its body %s", async (_, step) => {
    const { call, received } = await read([step], { timeoutMs: 200 })
    expect(await failureOf(call)).toMatchObject({ code: "request_refused", status: 422, reasonCode: undefined })
    expect(received).toHaveLength(1)
  })

  it.each([301, 302, 303, 307, 308])("%d is not followed", async (status) => {
    const elsewhere = await talkTo([good])
    try {
      const { call, received } = await read([answer(status, "", { location: `${elsewhere.server.url}/v2/x` })])
      expect(await failureOf(call)).toMatchObject({ code: "invalid_response", status, retryable: false })
      expect(received).toHaveLength(1)
      expect(elsewhere.server.received).toEqual([])
    } finally {
      await elsewhere.close()
    }
  })
})

describe("the whole budget of a call", () => {
  it("ends it although every single try is in time", async () => {
    const started = performance.now()
    const { call } = await read([hang], { timeoutMs: 120, budgetMs: 300, maxRetries: 50 })
    expect(await failureOf(call)).toMatchObject({ code: "timeout", retryable: true })
    expect(performance.now() - started).toBeLessThan(1_500)
  })

  it("ends a try that would take longer, and nothing is sent afterwards", async () => {
    const { call, received } = await read([hang], { timeoutMs: 60_000, budgetMs: 200 })
    expect(await failureOf(call)).toMatchObject({ code: "timeout" })
    const sent = received.length
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(received).toHaveLength(sent)
  })

  it("includes the wait for a turn", async () => {
    const awaitTurn = () => new Promise<void>(() => undefined)
    const { call, received } = await read([good], { awaitTurn, budgetMs: 100 })
    expect(await failureOf(call)).toMatchObject({ code: "timeout" })
    expect(received).toEqual([])
  })

  it("sends nothing when the turn comes too late", async () => {
    let turn: () => void = () => undefined
    const awaitTurn = () => new Promise<void>((resolve) => (turn = resolve))
    const { call, received } = await read([good], { awaitTurn, budgetMs: 100 })
    await failureOf(call)
    turn()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(received).toEqual([])
  })
})

it("nobody listening at all is told as unavailable, with the system's word for it", async () => {
  talking = await talkTo([good])
  await talking.close()
  const failure = await failureOf(talking.client.getChargePermission(PERMISSION_ID))
  expect(failure).toMatchObject({ code: "unavailable", retryable: true })
  expect(failure.message).toContain("ECONNREFUSED")
})
