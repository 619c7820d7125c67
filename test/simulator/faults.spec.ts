import type { Simulator } from "../../src/simulator"
import { buyerWithWallet, completeSession, confirmedUpdate, getPermission, startStage } from "./support/stage"

let amazon: Simulator
let id: string
let buyerId: string

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(async () => {
  await amazon.control.reset()
  const made = await buyerWithWallet(amazon)
  id = made.id
  buyerId = made.buyer.buyerId
})

const get = () => getPermission(amazon, id)

it("a status comes with Amazon's code for it, for as many requests as told", async () => {
  await amazon.control.addFault({ operation: "GetChargePermission", status: 503, times: 2 })
  const answers = [await get(), await get(), await get()]
  expect(answers.map(({ status, body }) => [status, body.reasonCode])).toEqual([
    [503, "ServiceUnavailable"],
    [503, "ServiceUnavailable"],
    [200, undefined],
  ])
  expect(answers[0]?.headers.get("x-amz-pay-request-id")).toBeTruthy()
})

it("a status can carry headers, a code and a message of one's own", async () => {
  const fault = { operation: "Get Charge Permission", status: 429, reasonCode: "TooManyRequests", message: "slow down" }
  await amazon.control.addFault({ ...fault, headers: { "retry-after": "3" } })
  const { headers, body } = await get()
  expect(headers.get("retry-after")).toBe("3")
  expect(body).toEqual({ reasonCode: "TooManyRequests", message: "slow down" })
})

it("a gateway's HTML page can stand for any status, 200 too", async () => {
  await amazon.control.addFault({ html: true })
  await amazon.control.addFault({ html: true, status: 502 })
  const [first, second] = [await get(), await get()]
  expect([first.status, second.status]).toEqual([200, 502])
  expect(first.text).toContain("<html>")
  expect(second.headers.get("content-type")).toContain("text/html")
})

it("an exact body can be given, an empty one too", async () => {
  await amazon.control.addFault({ status: 200, body: "null" })
  await amazon.control.addFault({ status: 500, body: "" })
  expect((await get()).text).toBe("null")
  expect((await get()).text).toBe("")
})

it("a truncated answer is half of the real one", async () => {
  await amazon.control.addFault({ truncate: true })
  const { status, text } = await get()
  expect(status).toBe(200)
  expect(text).toMatch(/^\{"chargePermissionId"/)
  expect(() => JSON.parse(text)).toThrow()
})

it("a delayed answer is late and right", async () => {
  await amazon.control.addFault({ delayMs: 60 })
  const startedAt = Date.now()
  expect((await get()).status).toBe(200)
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(55)
})

it("a dripping answer is whole in the end", async () => {
  await amazon.control.addFault({ status: 200, body: "[1,2]", dripMs: 2 })
  expect((await get()).body).toEqual([1, 2])
})

it("a reset connection gives no answer", async () => {
  await amazon.control.addFault({ reset: true })
  await expect(get()).rejects.toThrow("fetch failed")
  expect((await get()).status).toBe(200)
})

it("a hanging request gets no answer, and closing the simulator does not wait for it", async () => {
  const own = await startStage()
  await own.control.addFault({ hang: true })
  const hanging = fetch(`${own.url}/v2/chargePermissions/a`).then(
    () => "answered",
    () => "no answer",
  )
  while (!(await own.control.requests()).length) await new Promise((resolve) => setTimeout(resolve, 5))
  await own.close()
  expect(await hanging).toBe("no answer")
})

describe("a lost answer", () => {
  it.each([{ reset: true }, { status: 500 }, { html: true }])(
    "%j after processing: it was done all the same",
    async (fault) => {
      const { checkoutSessionId } = await confirmedUpdate(amazon, id, buyerId)
      await amazon.control.addFault({ operation: "CompleteCheckoutSession", afterProcessing: true, ...fault })
      const headers = { "x-amz-pay-idempotency-key": "lost" }
      const lost = await completeSession(amazon, checkoutSessionId, { headers }).catch(() => null)
      expect(lost?.body?.statusDetails).toBeUndefined()
      expect(await amazon.control.checkoutSession(checkoutSessionId)).toMatchObject({ state: "Completed" })

      const again = await completeSession(amazon, checkoutSessionId, { headers })
      expect(again.body).toMatchObject({ statusDetails: { state: "Completed" } })
    },
  )

  it("before processing: nothing was done", async () => {
    const { checkoutSessionId } = await confirmedUpdate(amazon, id, buyerId)
    await amazon.control.addFault({ operation: "CompleteCheckoutSession", status: 500 })
    expect((await completeSession(amazon, checkoutSessionId)).status).toBe(500)
    expect(await amazon.control.checkoutSession(checkoutSessionId)).toMatchObject({ state: "Open" })
    expect((await amazon.control.requests()).at(-1)).toMatchObject({ verdict: "fault", status: null, faulty: true })
  })
})

describe("a fault hits what it names", () => {
  it("by operation, method and path", async () => {
    const faults = [{ operation: "GetCheckoutSession" }, { method: "DELETE" }, { path: "/chargePermissions/B09" }]
    for (const fault of faults) await amazon.control.addFault({ ...fault, status: 500 })
    expect((await get()).status).toBe(200)
    await amazon.control.addFault({ path: id, method: "get", status: 500 })
    expect((await get()).status).toBe(500)
  })

  it("always, until it is cleared", async () => {
    await amazon.control.addFault({ status: 500, times: "always" })
    for (let count = 0; count < 5; count++) expect((await get()).status).toBe(500)
    await amazon.control.clearFaults()
    expect((await get()).status).toBe(200)
  })

  it.each([
    ["GetSigningCertificate", "/SimpleNotificationService-0.pem"],
    ["GetCheckoutScript", "/static/eu/checkout.js"],
    ["ConfirmSubscription", "/sns?Action=ConfirmSubscription"],
    ["ShowHostedPage", "/checkout/none"],
  ])("outside the API too: %s", async (operation, path) => {
    await amazon.control.addFault({ operation, status: 503 })
    expect((await fetch(amazon.url + path)).status).toBe(503)
    expect((await fetch(amazon.url + path)).status).not.toBe(503)
  })

  it("and is refused when it makes no sense", async () => {
    await expect(amazon.control.addFault({ statuss: 500 } as object)).rejects.toThrow("statuss")
    await expect(amazon.control.addFault({ status: 42 })).rejects.toThrow("out of range")
    await expect(amazon.control.addFault({ notification: "lose" as "delay" })).rejects.toThrow("withhold")
  })
})

it("latency is on every API call", async () => {
  const slow = await startStage({ latencyMs: 40 })
  const startedAt = Date.now()
  await getPermission(slow, "B02-0000000-0000000")
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(35)
  await slow.close()
})
