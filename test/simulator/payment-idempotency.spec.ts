import type { Simulator } from "../../src/simulator"
import {
  captureCharge,
  charged,
  chargeWallet,
  createRefund,
  eur,
  getCharge,
  refusal,
  simulating,
  stateOf,
} from "./support/payments"
import { buyerWithWallet, foreignKey, startStage } from "./support/stage"

let amazon: Simulator

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(() => amazon.control.reset())

const KEY = { headers: { "x-amz-pay-idempotency-key": "key1" } }
const replayed = async () => (await amazon.control.requests()).map((request) => request.replayed)

describe("the same key with the same request", () => {
  it("charges once and answers the same", async () => {
    const { id } = await buyerWithWallet(amazon)
    const first = await chargeWallet(amazon, id, {}, KEY)
    const again = await chargeWallet(amazon, id, {}, KEY)
    expect([again.status, again.text]).toEqual([201, first.text])
    expect(await replayed()).toEqual([false, true])
    expect(await amazon.control.charges()).toHaveLength(1)
  })

  it("charges once for any number of tries at once", async () => {
    const { id } = await buyerWithWallet(amazon)
    const tries = await Promise.all(Array.from({ length: 10 }, () => chargeWallet(amazon, id, {}, KEY)))
    expect(new Set(tries.map(({ text }) => text)).size).toBe(1)
    expect(await amazon.control.charges()).toHaveLength(1)
  })

  it("answers as it was then, although the charge has changed since", async () => {
    const { id } = await buyerWithWallet(amazon)
    const { body } = await chargeWallet(amazon, id, {}, KEY)
    await captureCharge(amazon, body.chargeId ?? "", eur("20.00"))
    expect(stateOf(await chargeWallet(amazon, id, {}, KEY))).toBe("Authorized")
  })

  it("captures once", async () => {
    const { chargeId } = await charged(amazon)
    const first = await captureCharge(amazon, chargeId, eur("5.00"), KEY)
    const again = await captureCharge(amazon, chargeId, eur("5.00"), KEY)
    expect([again.status, again.text]).toEqual([200, first.text])
  })

  it("refunds once", async () => {
    const { chargeId } = await charged(amazon, { captureNow: true })
    const first = await createRefund(amazon, chargeId, eur("5.00"), KEY)
    const again = await createRefund(amazon, chargeId, eur("5.00"), KEY)
    expect([again.status, again.text]).toEqual([201, first.text])
    expect(await amazon.control.refunds({ chargeId })).toHaveLength(1)
  })

  it.each([
    ["SoftDeclined", 422],
    ["HardDeclined", 422],
    ["AmazonRejected", 422],
    ["TransactionTimedOut", 422],
    ["ProcessingFailure", 500],
  ] as const)(
    "brings back %s although the next try would work, which therefore needs a new key",
    async (code, status) => {
      const { id } = await buyerWithWallet(amazon)
      await amazon.control.declineCharges(id, { reasonCode: code })
      expect(refusal(await chargeWallet(amazon, id, {}, KEY))).toEqual([status, code])
      expect(refusal(await chargeWallet(amazon, id, {}, KEY))).toEqual([status, code])
      expect(await replayed()).toEqual([false, true])
      const anew = await chargeWallet(amazon, id)
      expect(anew.status).toBe(code === "HardDeclined" || code === "AmazonRejected" ? 422 : 201)
    },
  )

  it("brings back that a charge could not be captured", async () => {
    const { chargeId } = await charged(amazon, { canHandlePendingAuthorization: true })
    await amazon.control.changeCharge(chargeId, { type: "cancel", by: "buyer" })
    await captureCharge(amazon, chargeId, eur("5.00"), KEY)
    expect(refusal(await captureCharge(amazon, chargeId, eur("5.00"), KEY))).toEqual([422, "InvalidChargeStatus"])
    expect((await replayed()).at(-1)).toBe(true)
  })

  it("tries anew what was malformed or beyond a limit", async () => {
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.setMonthlyLimit(id, "10.00")
    expect(refusal(await chargeWallet(amazon, id, {}, KEY))).toEqual([400, "PeriodicAmountExceeded"])
    await amazon.control.setMonthlyLimit(id, null)
    expect((await chargeWallet(amazon, id, {}, KEY)).status).toBe(201)
  })
})

describe("the same key with another request", () => {
  const duplicate = [400, "DuplicateIdempotencyKey"]

  it("is refused for another amount, and charges nothing", async () => {
    const { id } = await buyerWithWallet(amazon)
    await chargeWallet(amazon, id, {}, KEY)
    expect(refusal(await chargeWallet(amazon, id, { chargeAmount: eur("21.00") }, KEY))).toEqual(duplicate)
    expect(await amazon.control.charges()).toHaveLength(1)
  })

  it("is refused for another charge, and for another operation", async () => {
    const [one, other] = [await charged(amazon), await charged(amazon)]
    await captureCharge(amazon, one.chargeId, eur("5.00"), KEY)
    expect(refusal(await captureCharge(amazon, other.chargeId, eur("5.00"), KEY))).toEqual(duplicate)
    expect(refusal(await createRefund(amazon, one.chargeId, eur("5.00"), KEY))).toEqual(duplicate)
    expect(stateOf(await getCharge(amazon, other.chargeId))).toBe("Authorized")
  })

  it("is refused for the same amount written otherwise", async () => {
    const { id } = await buyerWithWallet(amazon)
    await chargeWallet(amazon, id, {}, KEY)
    expect(refusal(await chargeWallet(amazon, id, { chargeAmount: eur("20") }, KEY))).toEqual(duplicate)
  })

  it("is refused after a decline too", async () => {
    const { id } = await buyerWithWallet(amazon)
    await chargeWallet(amazon, id, {}, { headers: { ...KEY.headers, ...simulating("SoftDeclined").headers } })
    expect(refusal(await chargeWallet(amazon, id, { captureNow: true }, KEY))).toEqual(duplicate)
  })

  it("is nobody else's business", async () => {
    const { id } = await buyerWithWallet(amazon)
    await chargeWallet(amazon, id, {}, KEY)
    const asForeigner = { ...KEY, publicKeyId: "SANDBOX-FOREIGN", key: foreignKey.privateKey }
    expect(refusal(await chargeWallet(amazon, id, {}, asForeigner))).toEqual([404, "ResourceNotFound"])
  })
})

describe("a lost answer", () => {
  it.each([{ reset: true }, { status: 503 }, { html: true, status: 502 }])(
    "%j: the charge, the capture and the refund were made all the same, and made once by trying again",
    async (fault) => {
      const { id } = await buyerWithWallet(amazon)
      const lost = async (operation: string, act: () => ReturnType<typeof chargeWallet>) => {
        await amazon.control.addFault({ operation, afterProcessing: true, ...fault })
        expect((await act().catch(() => null))?.body?.statusDetails).toBeUndefined()
        return act()
      }
      const key = (name: string) => ({ headers: { "x-amz-pay-idempotency-key": name } })
      const charge = await lost("CreateCharge", () => chargeWallet(amazon, id, {}, key("charge")))
      const chargeId: string = charge.body.chargeId ?? ""
      const capture = await lost("CaptureCharge", () => captureCharge(amazon, chargeId, eur("20.00"), key("capture")))
      const refund = await lost("CreateRefund", () => createRefund(amazon, chargeId, eur("5.00"), key("refund")))
      expect([charge.status, capture.status, refund.status]).toEqual([201, 200, 201])
      expect(await amazon.control.charges()).toHaveLength(1)
      expect(await amazon.control.refunds()).toHaveLength(1)
    },
  )

  it("before it was processed: nothing was done", async () => {
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.addFault({ operation: "CreateCharge", reset: true })
    await expect(chargeWallet(amazon, id, {}, KEY)).rejects.toThrow("fetch failed")
    expect(await amazon.control.charges()).toEqual([])
    expect((await chargeWallet(amazon, id, {}, KEY)).status).toBe(201)
  })
})
