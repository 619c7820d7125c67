import type { Simulator } from "../../src/simulator"
import {
  captureCharge,
  charged,
  chargeWallet,
  createRefund,
  eur,
  getCharge,
  getRefund,
  refusal,
  simulating,
  stateOf,
} from "./support/payments"
import { buyerWithWallet, getPermission, merchant, startStage } from "./support/stage"

let amazon: Simulator

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(() => amazon.control.reset())

describe("in Seller Central", () => {
  it("a charge is captured, whole or in part", async () => {
    const [whole, part] = [await charged(amazon), await charged(amazon)]
    expect(await amazon.control.changeCharge(whole.chargeId, { type: "capture" })).toMatchObject({
      captureAmount: eur("20.00"),
      merchantId: merchant.merchantId,
      environment: "sandbox",
    })
    await amazon.control.changeCharge(part.chargeId, { type: "capture", amount: "7.5" })
    expect((await getCharge(amazon, part.chargeId)).body.captureAmount).toEqual(eur("7.50"))
    expect(refusal(await captureCharge(amazon, part.chargeId, eur("1.00")))).toEqual([422, "InvalidChargeStatus"])
  })

  it.each([
    ["merchant", "MerchantCanceled"],
    ["buyer", "BuyerCanceled"],
    ["amazon", "AmazonCanceled"],
  ] as const)("a charge canceled by the %s is %s", async (by, reasonCode) => {
    const { chargeId } = await charged(amazon)
    await amazon.control.changeCharge(chargeId, { type: "cancel", by })
    expect(stateOf(await getCharge(amazon, chargeId))).toBe(`Canceled/${reasonCode}`)
  })

  it("a charge is refunded, whole or in part, and each refund ends as it is told", async () => {
    const { id, chargeId } = await charged(amazon, { captureNow: true })
    const part = await amazon.control.refundCharge(chargeId, "5.00")
    expect(part).toMatchObject({ refundAmount: eur("5.00"), chargePermissionId: id, merchantId: merchant.merchantId })
    await amazon.control.changeRefund(part.refundId, { type: "declined", reason: "ProcessingFailure" })
    expect(stateOf(await getRefund(amazon, part.refundId))).toBe("Declined/ProcessingFailure")
    const whole = await amazon.control.refundCharge(chargeId)
    await amazon.control.changeRefund(whole.refundId, { type: "refunded" })
    expect((await getCharge(amazon, chargeId)).body.refundedAmount).toEqual(eur("20.00"))
    await expect(amazon.control.changeRefund(whole.refundId, { type: "refunded" })).rejects.toThrow("Refunded already")
    await expect(amazon.control.refundCharge(chargeId, "3.01")).rejects.toThrow("TransactionAmountExceeded")
  })

  it("a wallet is closed, with its open charges or without", async () => {
    const [kept, canceled] = [await charged(amazon), await charged(amazon)]
    await amazon.control.changeWallet(kept.id, { type: "closed", by: "merchant" })
    await amazon.control.changeWallet(canceled.id, { type: "closed", by: "merchant", cancelPendingCharges: true })
    expect(stateOf(await getCharge(amazon, kept.chargeId))).toBe("Authorized")
    expect(stateOf(await getCharge(amazon, canceled.chargeId))).toBe("Canceled/ChargePermissionCanceled")
    expect((await getPermission(amazon, kept.id)).body).toMatchObject({
      statusDetails: { state: "Closed", reasons: [{ reasonCode: "MerchantClosed" }] },
    })
  })
})

it("a capture that takes time is done by hand", async () => {
  const { id } = await buyerWithWallet(amazon)
  const { body } = await chargeWallet(amazon, id, { captureNow: true }, simulating("CaptureInitiated"))
  await amazon.control.changeCharge(body.chargeId ?? "", { type: "settle_capture" })
  expect(stateOf(await getCharge(amazon, body.chargeId ?? ""))).toBe("Captured")
})

it("lists charges and refunds, all or those of one wallet and one charge", async () => {
  const [one, other] = [await charged(amazon, { captureNow: true }), await charged(amazon)]
  const { body } = await createRefund(amazon, one.chargeId, eur("5.00"))
  expect((await amazon.control.charges()).map(({ chargeId }) => chargeId)).toEqual([one.chargeId, other.chargeId])
  expect(await amazon.control.charges({ chargePermissionId: other.id })).toEqual([
    await amazon.control.charge(other.chargeId),
  ])
  expect(await amazon.control.refunds({ chargeId: other.chargeId })).toEqual([])
  expect(await amazon.control.refunds()).toEqual([await amazon.control.refund(body.refundId ?? "")])
})

it.each([
  ["refunded", eur("0.00")],
  ["initiated", eur("5.00")],
] as const)("refundedAmountCounts %s: a refund in progress makes it %j", async (mode, amount) => {
  await amazon.control.setModes({ refundedAmountCounts: mode })
  const { chargeId } = await charged(amazon, { captureNow: true })
  const { body } = await createRefund(amazon, chargeId, eur("5.00"))
  expect((await getCharge(amazon, chargeId)).body.refundedAmount).toEqual(amount)
  await amazon.control.changeRefund(body.refundId ?? "", { type: "declined", reason: "AmazonRejected" })
  expect((await getCharge(amazon, chargeId)).body.refundedAmount).toEqual(eur("0.00"))
})

describe("over HTTP", () => {
  async function control(method: string, path: string, body?: unknown) {
    const response = await fetch(`${amazon.url}/_control/${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }

  it("does all a test in another process needs", async () => {
    const { id, chargeId } = await charged(amazon)
    expect((await control("GET", `charges?chargePermissionId=${id}`)).body).toHaveLength(1)
    expect((await control("GET", "charges")).body).toHaveLength(1)
    await control("POST", `charges/${chargeId}/changes`, { type: "capture", amount: "10.00" })
    expect((await control("GET", `charges/${chargeId}`)).body.captureAmount).toEqual(eur("10.00"))
    const { body: refund } = await control("POST", `charges/${chargeId}/refunds`, { amount: "4.00" })
    expect((await control("POST", `charges/${chargeId}/refunds`)).body.reasonCode).toBe("InvalidRequest")
    await control("POST", `refunds/${refund.refundId}/changes`, { type: "refunded" })
    expect((await control("GET", `refunds/${refund.refundId}`)).body.statusDetails.state).toBe("Refunded")
    expect((await control("GET", `refunds?chargeId=${chargeId}`)).body).toHaveLength(1)
    expect((await control("POST", `charges/${chargeId}/chargebacks`)).body).toMatchObject({ chargePermissionId: id })

    await control("POST", `wallets/${id}/declines`, { reasonCode: "SoftDeclined", times: 1 })
    expect(refusal(await chargeWallet(amazon, id))).toEqual([422, "SoftDeclined"])
    await control("PUT", `wallets/${id}/monthly-limit`, { amount: "5.00" })
    expect(refusal(await chargeWallet(amazon, id))).toEqual([400, "PeriodicAmountExceeded"])
    await control("PUT", `wallets/${id}/monthly-limit`, { amount: null })
    expect((await chargeWallet(amazon, id)).status).toBe(201)
  })

  it.each([
    ["GET", "charges/B02-0", undefined, "There is no charge B02-0"],
    ["GET", "refunds/B02-0", undefined, "There is no refund B02-0"],
    ["GET", "charges?wallet=1", undefined, "wallet"],
    ["POST", "charges/B02-0/changes", { type: "steal" }, "capture, cancel, authorize, decline, settle_capture"],
    ["POST", "charges/B02-0/changes", { type: "decline" }, "reason"],
    ["POST", "charges/B02-0/changes", [], "change.type"],
    ["POST", "charges/B02-0/refunds", { amount: 5 }, "amount has to be a text"],
    ["POST", "refunds/B02-0/changes", { type: "declined" }, "reason"],
    ["POST", "wallets/B02-0/declines", { reasonCode: "SoftDeclined" }, "There is no charge permission B02-0"],
    ["PUT", "wallets/B02-0/monthly-limit", {}, "amount has to be a text or null"],
  ])("%s %s refuses %j and says why", async (method, path, body, why) => {
    const answer = await control(method, path, body)
    expect([answer.status, answer.body.message]).toEqual([400, expect.stringContaining(why)])
  })

  it("refuses an amount that is none, and a change the state does not allow", async () => {
    const { chargeId } = await charged(amazon)
    const change = (body: object) => control("POST", `charges/${chargeId}/changes`, body)
    expect((await change({ type: "capture", amount: "1,5" })).body.message).toContain("decimal number")
    expect((await change({ type: "capture", amount: "20.01" })).body.message).toContain("TransactionAmountExceeded")
    expect((await change({ type: "settle_capture" })).body.message).toContain("InvalidChargeStatus")
  })
})

describe("the start page", () => {
  const form = (name: string, fields: Record<string, string>) =>
    fetch(`${amazon.url}/_page/${name}`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" })
  const page = async () => (await fetch(amazon.url)).text()

  it("shows charges and refunds, and acts on them as Seller Central and Amazon do", async () => {
    expect(await page()).toContain("Charges: act as the merchant")
    const { chargeId: id } = await charged(amazon)
    expect(await page()).toContain(`data-charge-id="${id}"`)
    expect((await form("change-charge", { id, type: "capture", amount: "12.00" })).status).toBe(303)
    expect(await page()).toContain('value="13.80"')
    expect((await form("refund-charge", { id, amount: "2.00" })).status).toBe(303)
    const [refund] = await amazon.control.refunds({ chargeId: id })
    const refundId = refund?.refundId ?? ""
    expect(await page()).toContain("Refund 2.00 EUR: RefundInitiated")
    await form("change-refund", { id: refundId, type: "declined", reason: "AmazonRejected" })
    expect(stateOf(await getRefund(amazon, refundId))).toBe("Declined/AmazonRejected")
    expect((await form("raise-chargeback", { id })).status).toBe(303)
    expect((await amazon.control.deliveries()).at(-1)?.subject?.objectType).toBe("CHARGEBACK")
  })

  it("offers what a charge's state allows, and says why something did not work", async () => {
    const { id } = await buyerWithWallet(amazon)
    const pending = await chargeWallet(
      amazon,
      id,
      { canHandlePendingAuthorization: true },
      simulating("PendingAuthorized"),
    )
    const chargeId: string = pending.body.chargeId ?? ""
    const html = await page()
    for (const type of ["authorize", "decline", "cancel"]) expect(html).toContain(`data-testid="change-${type}"`)
    expect(html).not.toContain('data-testid="change-capture"')
    await form("change-charge", { id: chargeId, type: "cancel", by: "amazon" })
    expect(stateOf(await getCharge(amazon, chargeId))).toBe("Canceled/AmazonCanceled")
    const again = await form("change-charge", { id: chargeId, type: "capture", amount: "1.00" })
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining("InvalidChargeStatus")])
    expect((await form("change-money", { id })).status).toBe(400)
  })
})
