import type { Simulator } from "../../src/simulator"
import {
  agreed,
  cancelCharge,
  captureCharge,
  chargeWallet,
  completePurchase,
  eur,
  getCharge,
  published,
  purchaseOf,
  refusal,
  simulating,
  stateOf,
} from "./support/payments"
import { buyerWithWallet, confirmedUpdate, getPermission, merchant, startStage } from "./support/stage"

let amazon: Simulator

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(() => amazon.control.reset())

const PENDING = { canHandlePendingAuthorization: true }

const walletState = async (id: string) => {
  const { statusDetails } = await amazon.control.chargePermission(id)
  const reasons = statusDetails.reasons?.map(({ reasonCode }) => reasonCode) ?? []
  return [statusDetails.state, ...reasons].join("/")
}

async function walletWithCard(lastDigits: string): Promise<string> {
  const { buyerId } = await amazon.control.createBuyer()
  const input = { merchantId: merchant.merchantId, buyerId, productType: "PayOnly", card: { lastDigits } } as const
  return (await amazon.control.createWallet(input)).chargePermissionId
}

describe("a charge that is declined at once", () => {
  it.each([
    ["SoftDeclined", 422, "Chargeable"],
    ["HardDeclined", 422, "NonChargeable/PaymentMethodInvalid"],
    ["AmazonRejected", 422, "Closed/AmazonCanceled"],
    ["ProcessingFailure", 500, "Chargeable"],
    ["TransactionTimedOut", 422, "Chargeable"],
    ["PaymentMethodNotAllowed", 422, "NonChargeable/PaymentMethodNotAllowed"],
    ["MFANotCompleted", 422, "Chargeable"],
  ] as const)("%s is an error of status %i, and the wallet is %s", async (reasonCode, status, state) => {
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.declineCharges(id, { reasonCode })
    expect(refusal(await chargeWallet(amazon, id))).toEqual([status, reasonCode])
    expect(await walletState(id)).toBe(state)
    expect(await published(amazon)).toEqual(state === "Chargeable" ? [] : [`CHARGE_PERMISSION ${id}`])
    expect(await amazon.control.charges()).toEqual([])
  })

  it("can be tried again after a soft decline, as often as it was told to fail", async () => {
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.declineCharges(id, { reasonCode: "SoftDeclined", times: 2 })
    await amazon.control.declineCharges(id, { reasonCode: "ProcessingFailure" })
    const answers = []
    for (let tries = 0; tries < 4; tries++) answers.push((await chargeWallet(amazon, id)).status)
    expect(answers).toEqual([422, 422, 500, 201])
  })

  it("can be tried again after a hard decline once the buyer has updated the wallet", async () => {
    const { buyer, id } = await buyerWithWallet(amazon)
    await amazon.control.declineCharges(id, { reasonCode: "HardDeclined" })
    await chargeWallet(amazon, id)
    expect(refusal(await chargeWallet(amazon, id))).toEqual([422, "InvalidChargePermissionStatus"])
    await confirmedUpdate(amazon, id, buyer.buyerId)
    expect((await chargeWallet(amazon, id)).status).toBe(201)
  })

  it("hits the wallet it was told for, and no charge that is refused anyway", async () => {
    const [one, other] = [await buyerWithWallet(amazon), await buyerWithWallet(amazon)]
    await amazon.control.declineCharges(one.id, { reasonCode: "HardDeclined" })
    expect((await chargeWallet(amazon, other.id)).status).toBe(201)
    expect(refusal(await chargeWallet(amazon, one.id, { chargeAmount: eur("0") }))[0]).toBe(400)
    expect(refusal(await chargeWallet(amazon, one.id))).toEqual([422, "HardDeclined"])
  })

  it("declineLeavesCharge: it exists as Declined, and the shop hears of it", async () => {
    await amazon.control.setModes({ declineLeavesCharge: true })
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.declineCharges(id, { reasonCode: "SoftDeclined" })
    expect(refusal(await chargeWallet(amazon, id))).toEqual([422, "SoftDeclined"])
    const [charge] = await amazon.control.charges()
    expect(charge).toMatchObject({ statusDetails: { state: "Declined", reasonCode: "SoftDeclined" } })
    expect(await published(amazon)).toEqual([`CHARGE ${charge?.chargeId}`])
    expect((await amazon.control.chargePermission(id)).limits.amountBalance).toEqual(eur("15000.00"))
  })

  it.each([
    [{ reasonCode: "Declined" }, "SoftDeclined, HardDeclined"],
    [{ reasonCode: "SoftDeclined", times: 0 }, "out of range"],
  ])("cannot be asked for as %j", async (input, why) => {
    const { id } = await buyerWithWallet(amazon)
    await expect(amazon.control.declineCharges(id, input as never)).rejects.toThrow(why)
    await expect(amazon.control.declineCharges("B02-0", { reasonCode: "SoftDeclined" })).rejects.toThrow("B02-0")
  })
})

describe("an authorization that is pending", () => {
  it("0701: is authorized 30 seconds later", async () => {
    const id = await walletWithCard("0701")
    const charge = await chargeWallet(amazon, id, PENDING)
    expect([charge.status, stateOf(charge)]).toEqual([201, "AuthorizationInitiated"])
    const chargeId: string = charge.body.chargeId ?? ""
    await amazon.control.advanceClock(10)
    expect(stateOf(await getCharge(amazon, chargeId))).toBe("AuthorizationInitiated")
    await amazon.control.advanceClock(21)
    expect(stateOf(await getCharge(amazon, chargeId))).toBe("Authorized")
    expect(stateOf(await captureCharge(amazon, chargeId, eur("20.00")))).toBe("Captured")
  })

  it("4354: is declined 30 seconds later, and the wallet with it", async () => {
    const id = await walletWithCard("4354")
    const { body } = await chargeWallet(amazon, id, PENDING)
    await amazon.control.advanceClock(31)
    expect(stateOf(await getCharge(amazon, body.chargeId ?? ""))).toBe("Declined/HardDeclined")
    expect(await walletState(id)).toBe("NonChargeable/PaymentMethodInvalid")
  })

  it.each(["0701", "4354"])("%s: is not pending where the shop cannot handle it, or captures", async (card) => {
    const id = await walletWithCard(card)
    expect(stateOf(await chargeWallet(amazon, id))).toBe("Authorized")
    expect(stateOf(await chargeWallet(amazon, id, { ...PENDING, captureNow: true }))).toBe("Captured")
  })

  it.each([
    ["PendingAuthorized", "Authorized", "Chargeable"],
    ["PendingSoftDeclined", "Declined/SoftDeclined", "Chargeable"],
    ["PendingHardDeclined", "Declined/HardDeclined", "NonChargeable/PaymentMethodInvalid"],
    ["PendingAmazonRejected", "Declined/AmazonRejected", "Closed/AmazonCanceled"],
    ["PendingProcessingFailure", "Declined/ProcessingFailure", "Chargeable"],
    ["PendingTransactionTimedOut", "Declined/TransactionTimedOut", "Chargeable"],
  ])("%s: becomes %s, and the wallet is %s", async (code, state, wallet) => {
    const { id } = await buyerWithWallet(amazon)
    const { body } = await chargeWallet(amazon, id, PENDING, simulating(code))
    await amazon.control.advanceClock(31)
    expect(stateOf(await getCharge(amazon, body.chargeId ?? ""))).toBe(state)
    expect(await walletState(id)).toBe(wallet)
  })

  it("can be canceled, and neither captured nor refunded", async () => {
    const id = await walletWithCard("0701")
    const { body } = await chargeWallet(amazon, id, PENDING)
    const chargeId: string = body.chargeId ?? ""
    expect(refusal(await captureCharge(amazon, chargeId, eur("1.00")))).toEqual([422, "InvalidChargeStatus"])
    expect(stateOf(await cancelCharge(amazon, chargeId))).toBe("Canceled/MerchantCanceled")
    await amazon.control.advanceClock(31)
    expect(stateOf(await getCharge(amazon, chargeId))).toBe("Canceled/MerchantCanceled")
  })

  it("can be ended by hand, once", async () => {
    const id = await walletWithCard("0701")
    const begun = async () => (await chargeWallet(amazon, id, PENDING)).body.chargeId ?? ""
    const [one, other] = [await begun(), await begun()]
    await amazon.control.changeCharge(one, { type: "authorize" })
    await amazon.control.changeCharge(other, { type: "decline", reason: "SoftDeclined" })
    expect(stateOf(await getCharge(amazon, one))).toBe("Authorized")
    expect(stateOf(await getCharge(amazon, other))).toBe("Declined/SoftDeclined")
    await expect(amazon.control.changeCharge(one, { type: "authorize" })).rejects.toThrow("InvalidChargeStatus")
  })

  it("ends by itself as time passes", async () => {
    const id = await walletWithCard("0701")
    await amazon.control.advanceClock(0)
    const { body } = await chargeWallet(amazon, id, PENDING)
    const snapshot = await amazon.control.snapshot()
    await amazon.control.restore({ ...snapshot, clockAheadMs: snapshot.clockAheadMs + 31_000 })
    while (stateOf(await getCharge(amazon, body.chargeId ?? "")) !== "Authorized") await pause()
  })

  it("lets a saved wallet be charged again meanwhile, but not in the mode pendingChargeBlocksWallet", async () => {
    const id = await walletWithCard("0701")
    await chargeWallet(amazon, id, PENDING)
    expect((await chargeWallet(amazon, id, PENDING)).status).toBe(201)
    await amazon.control.setModes({ pendingChargeBlocksWallet: true })
    await chargeWallet(amazon, id, PENDING)
    expect(await walletState(id)).toBe("NonChargeable/ChargeInProgress")
    expect(refusal(await chargeWallet(amazon, id))).toEqual([422, "InvalidChargePermissionStatus"])
    await amazon.control.advanceClock(31)
    expect(await walletState(id)).toBe("Chargeable")
  })

  it("is 202 at the end of a purchase, and holds what is for one purchase", async () => {
    const session = await agreed(amazon, purchaseOf("OneTime", { ...PENDING, totalOrderAmount: eur("50.00") }), "0701")
    const { status, body } = await completePurchase(amazon, session)
    const [id, chargeId] = [body.chargePermissionId ?? "", body.chargeId ?? ""] as [string, string]
    expect([status, body.statusDetails]).toEqual([202, expect.objectContaining({ state: "Completed" })])
    expect(await walletState(id)).toBe("NonChargeable/ChargeInProgress")
    expect(stateOf(await getCharge(amazon, chargeId))).toBe("AuthorizationInitiated")
    await cancelCharge(amazon, chargeId)
    expect(await walletState(id)).toBe("Chargeable")
  })

  it("can be simulated at the end of a purchase that can handle it", async () => {
    const code = simulating("AuthorizationInitiated")
    const handled = await agreed(amazon, purchaseOf("PaymentMethodOnFile", PENDING))
    expect((await completePurchase(amazon, handled, eur("20.00"), code)).status).toBe(202)
    for (const details of [{}, { ...PENDING, paymentIntent: "AuthorizeWithCapture" }]) {
      const session = await agreed(amazon, purchaseOf("PaymentMethodOnFile", details))
      const answer = await completePurchase(amazon, session, eur("20.00"), code)
      expect(refusal(answer)).toEqual([400, "InvalidSandboxSimulationSpecified"])
      expect((await completePurchase(amazon, session)).status).toBe(200)
    }
  })
})

it("a wallet Amazon closed after a rejection cannot be charged again", async () => {
  const { id } = await buyerWithWallet(amazon)
  await chargeWallet(amazon, id, {}, simulating("AmazonRejected"))
  expect((await getPermission(amazon, id)).body).toMatchObject({ statusDetails: { state: "Closed" } })
  expect(refusal(await chargeWallet(amazon, id))).toEqual([422, "InvalidChargePermissionStatus"])
})

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50))
}
