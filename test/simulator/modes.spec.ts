import type { Modes, Simulator } from "../../src/simulator"
import { OPERATIONS } from "../../src/simulator/pay-api/operations"
import { createThrottle } from "../../src/simulator/pay-api/throttle"
import { createClock } from "../../src/simulator/state/clock"
import {
  buyerWithWallet,
  completeSession,
  confirmedUpdate,
  getPermission,
  getSession,
  optionsFor,
  payloadOf,
  startStage,
  merchant,
} from "./support/stage"

let amazon: Simulator

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(() => amazon.control.reset())

async function update(modes: Partial<Modes> = {}) {
  await amazon.control.setModes(modes)
  const { buyer, id } = await buyerWithWallet(amazon)
  const { checkoutSessionId } = await confirmedUpdate(amazon, id, buyer.buyerId)
  return { id, checkoutSessionId, buyer }
}

const descriptor = async (id: string) => (await getPermission(amazon, id)).body.paymentPreferences
const VISA = [{ paymentDescriptor: "Visa ****1111 (Amazon Pay)" }]
const MASTERCARD = [{ paymentDescriptor: "Mastercard ****4444 (Amazon Pay)" }]

describe("completeShowsChargePermission and getShowsChargePermission", () => {
  it.each(["always", "never", "another"] as const)("%s in the answer of Complete", async (mode) => {
    const { id, checkoutSessionId } = await update({ completeShowsChargePermission: mode })
    const { body } = await completeSession(amazon, checkoutSessionId)
    expect(shown(body.chargePermissionId, id)).toBe(mode)
    expect(await amazon.control.checkoutSession(checkoutSessionId)).toMatchObject({ chargePermissionId: id })
  })

  it.each(["always", "never", "another"] as const)("%s in Get, open and completed", async (mode) => {
    const { id, checkoutSessionId } = await update({ getShowsChargePermission: mode })
    expect(shown((await getSession(amazon, checkoutSessionId)).body.chargePermissionId, id)).toBe(mode)
    const completed = await completeSession(amazon, checkoutSessionId)
    expect(completed.body.chargePermissionId).toBe(id)
    expect(shown((await getSession(amazon, checkoutSessionId)).body.chargePermissionId, id)).toBe(mode)
  })

  it("another is a wallet that exists, when the merchant has one", async () => {
    const other = await buyerWithWallet(amazon)
    const { checkoutSessionId } = await update({ completeShowsChargePermission: "another" })
    const { body } = await completeSession(amazon, checkoutSessionId)
    expect(body.chargePermissionId).toBe(other.id)
  })

  function shown(named: string | null | undefined, id: string) {
    if (named === null) return "never"
    return named === id ? "always" : "another"
  }
})

describe("updateEffective", () => {
  it("confirm: the wallet has changed before the buyer is back", async () => {
    const { id, checkoutSessionId } = await update({ updateEffective: "confirm" })
    expect(await descriptor(id)).toEqual(MASTERCARD)
    await completeSession(amazon, checkoutSessionId)
    expect(await descriptor(id)).toEqual(MASTERCARD)
  })

  it("complete: the wallet changes with Complete", async () => {
    const { id, checkoutSessionId } = await update({ updateEffective: "complete" })
    expect(await descriptor(id)).toEqual(VISA)
    await completeSession(amazon, checkoutSessionId)
    expect(await descriptor(id)).toEqual(MASTERCARD)
  })

  it("complete: a wallet that was closed in between makes Complete fail", async () => {
    const { id, checkoutSessionId } = await update({ updateEffective: "complete" })
    await amazon.control.changeWallet(id, { type: "closed", by: "buyer" })
    const { status, body } = await completeSession(amazon, checkoutSessionId)
    expect([status, body.reasonCode]).toEqual([422, "CheckoutSessionCanceled"])
  })
})

describe("readLag", () => {
  it("hides a change for some reads", async () => {
    const { id } = await update({ readLag: { reads: 2 } })
    expect([await descriptor(id), await descriptor(id), await descriptor(id)]).toEqual([VISA, VISA, MASTERCARD])
    expect(await amazon.control.chargePermission(id)).toMatchObject({ paymentPreferences: MASTERCARD })
  })

  it("hides a change for some seconds", async () => {
    const { id } = await update({ readLag: { seconds: 30 } })
    expect(await descriptor(id)).toEqual(VISA)
    await amazon.control.advanceClock(31)
    expect(await descriptor(id)).toEqual(MASTERCARD)
  })

  it("shows changes in the order they were made", async () => {
    const { id } = await update({ readLag: { reads: 1 } })
    await amazon.control.changeWallet(id, { type: "payment_descriptor", descriptor: "later" })
    const seen = [await descriptor(id), await descriptor(id), await descriptor(id)]
    expect(seen).toEqual([VISA, MASTERCARD, [{ paymentDescriptor: "later" }]])
  })

  it("null shows a change at once", async () => {
    const { id } = await update({ readLag: null })
    expect(await descriptor(id)).toEqual(MASTERCARD)
  })
})

describe("updateNotifications", () => {
  const types = async () =>
    (await amazon.control.deliveries()).map(({ subject, state }) => [subject?.notificationType, state])

  it.each([
    ["STATE_CHANGE", ["STATE_CHANGE"]],
    ["ATTRIBUTE_CHANGE", ["ATTRIBUTE_CHANGE"]],
    ["both", ["STATE_CHANGE", "ATTRIBUTE_CHANGE"]],
    ["none", []],
  ] as const)("%s for an update that changes no state", async (mode, sent) => {
    await update({ updateNotifications: mode })
    expect(await types()).toEqual(sent.map((type) => [type, "no_subscriber"]))
  })

  it.each([
    ["STATE_CHANGE", ["STATE_CHANGE"]],
    ["ATTRIBUTE_CHANGE", ["STATE_CHANGE"]],
    ["both", ["STATE_CHANGE", "ATTRIBUTE_CHANGE"]],
    ["none", []],
  ] as const)("%s for an update that heals a wallet", async (mode, sent) => {
    const { buyer, id } = await buyerWithWallet(amazon)
    await amazon.control.setModes({ updateNotifications: "none" })
    await amazon.control.changeWallet(id, { type: "non_chargeable", reason: "PaymentMethodInvalid" })
    await amazon.control.setModes({ updateNotifications: mode })
    await confirmedUpdate(amazon, id, buyer.buyerId)
    expect(await types()).toEqual(sent.map((type) => [type, "no_subscriber"]))
  })

  it("nothing is sent for an update that changes nothing", async () => {
    const { buyer, id } = await buyerWithWallet(amazon)
    await amazon.control.actAsBuyer(optionsFor(payloadOf(id)), { buyerId: buyer.buyerId, end: "confirm" })
    expect(await types()).toEqual([])
  })
})

describe("updateSetupOnly", () => {
  it.each([
    ["any", true, true],
    ["any", false, true],
    ["true", false, false],
    ["false", true, false],
    ["false", false, true],
  ] as const)("%s with setupOnly %s: opens %s", async (mode, setupOnly, opens) => {
    await amazon.control.setModes({ updateSetupOnly: mode })
    const { buyer, id } = await buyerWithWallet(amazon)
    const options = optionsFor(payloadOf(id, { paymentMethodOnFileMetadata: { setupOnly } }))
    const acting = amazon.control.actAsBuyer(options, { buyerId: buyer.buyerId, end: "confirm" })
    if (opens) await expect(acting).resolves.toBeDefined()
    else await expect(acting).rejects.toThrow("setupOnly")
  })
})

describe("maxDateSkewSeconds", () => {
  it("decides how old a request may be", async () => {
    const { id } = await buyerWithWallet(amazon)
    const date = new Date(Date.now() - 60_000)
    expect((await getPermission(amazon, id, { date })).status).toBe(200)
    await amazon.control.setModes({ maxDateSkewSeconds: 30 })
    expect((await getPermission(amazon, id, { date })).body.reasonCode).toBe("InvalidRequestSignature")
  })
})

describe("throttling", () => {
  it("refuses what is beyond an operation's limit, and nothing of another", async () => {
    await amazon.control.setModes({ throttling: true })
    const { id } = await buyerWithWallet(amazon)
    const gets = await Promise.all(Array.from({ length: 40 }, () => getPermission(amazon, id)))
    const refused = gets.filter(({ status }) => status === 429)
    expect(gets.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(10)
    expect(refused[0]?.body.reasonCode).toBe("TooManyRequests")

    expect((await completeSession(amazon, "00000000-0000-4000-8000-000000000000")).status).toBe(404)
    await amazon.control.advanceClock(2)
    expect((await getPermission(amazon, id)).status).toBe(200)
  })

  it("allows a burst at once, and refills by the clock", () => {
    let now = 0
    const throttle = createThrottle(createClock(() => now))
    const take = (tries: number, caller = "one") => {
      let passed = 0
      for (let count = 0; count < tries; count++) {
        try {
          throttle.take(caller, "GetCharge", { burst: 5, perSecond: 2 })
          passed += 1
        } catch (error) {
          expect(error).toMatchObject({ reasonCode: "TooManyRequests" })
        }
      }
      return passed
    }
    expect([take(7), take(7, "other")]).toEqual([5, 5])
    now += 1500
    expect(take(7)).toBe(3)
    now += 60_000
    expect(take(7)).toBe(5)
  })

  it.each([
    ["CreateCheckoutSession", [40, 16], [5, 1]],
    ["GetCheckoutSession", [40, 8], [10, 1]],
    ["UpdateCheckoutSession", [20, 8], [5, 1]],
    ["CompleteCheckoutSession", [20, 4], [2, 1]],
    ["GetChargePermission", [20, 4], [10, 1]],
    ["UpdateChargePermission", [10, 2], [5, 1]],
    ["CloseChargePermission", [10, 2], [2, 1]],
    ["CreateCharge", [10, 4], [2, 1]],
    ["GetCharge", [20, 4], [5, 1]],
    ["CaptureCharge", [20, 4], [2, 1]],
    ["CancelCharge", [10, 2], [2, 1]],
    ["CreateRefund", [10, 4], [2, 1]],
    ["GetRefund", [20, 4], [5, 1]],
  ])("knows Amazon's burst and rate of %s: %j, and in Sandbox %j", (name, live, sandbox) => {
    const limits = OPERATIONS.find((operation) => operation.name === name)?.limits
    expect([limits?.live, limits?.sandbox].map((limit) => [limit?.burst, limit?.perSecond])).toEqual([live, sandbox])
  })
})

describe("setModes", () => {
  it("keeps what it is not told and refuses what does not exist", async () => {
    await amazon.control.setModes({ updateEffective: "complete" })
    const modes = await amazon.control.setModes({ readLag: { reads: 1 } })
    expect(modes).toMatchObject({ updateEffective: "complete", readLag: { reads: 1 } })
    await expect(amazon.control.setModes({ readLagg: null } as object)).rejects.toThrow("readLagg")
    await expect(amazon.control.setModes({ updateEffective: "never" as "confirm" })).rejects.toThrow(
      "confirm, complete",
    )
  })

  it("is undone by a reset, as is everything else", async () => {
    await update({ updateEffective: "complete" })
    await amazon.control.advanceClock(1000)
    await amazon.control.reset()
    expect(await amazon.control.modes()).toMatchObject({ updateEffective: "confirm" })
    expect(await amazon.control.wallets()).toEqual([])
    expect(await amazon.control.requests()).toEqual([])
    expect(amazon.topicArn(merchant.merchantId)).toContain(merchant.merchantId)
  })
})
