import type { Simulator } from "../../src/simulator"
import {
  captureCharge,
  charged,
  chargeWallet,
  createRefund,
  eur,
  gbp,
  getCharge,
  getRefund,
  jpy,
  refusal,
  simulating,
  stateOf,
} from "./support/payments"
import { buyerWithWallet, closePermission, foreignKey, merchant, startStage } from "./support/stage"

let amazon: Simulator

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(() => amazon.control.reset())

const asForeigner = { publicKeyId: "SANDBOX-FOREIGN", key: foreignKey.privateKey }
const refunded = async (chargeId: string) => (await getCharge(amazon, chargeId)).body.refundedAmount

/** A captured charge of 20 EUR. */
const captured = async () => (await charged(amazon, { captureNow: true })).chargeId

describe("Create Refund", () => {
  it("begins, and the money is back 30 seconds later", async () => {
    const chargeId = await captured()
    const { status, body } = await createRefund(amazon, chargeId, eur("5.00"))
    expect(status).toBe(201)
    expect(body).toEqual({
      refundId: expect.stringMatching(/^B02-\d{7}-\d{7}-R\d{6}$/),
      chargeId,
      refundAmount: eur("5.00"),
      softDescriptor: null,
      creationTimestamp: expect.stringMatching(/^\d{8}T\d{6}Z$/),
      statusDetails: {
        state: "RefundInitiated",
        reasonCode: null,
        reasonDescription: null,
        lastUpdatedTimestamp: expect.stringMatching(/^\d{8}T\d{6}Z$/),
      },
      releaseEnvironment: "Sandbox",
    })
    const id: string = body.refundId ?? ""
    expect(stateOf(await getRefund(amazon, id))).toBe("RefundInitiated")
    expect(await refunded(chargeId)).toEqual(eur("0.00"))
    await amazon.control.advanceClock(31)
    expect(stateOf(await getRefund(amazon, id))).toBe("Refunded")
    expect(await refunded(chargeId)).toEqual(eur("5.00"))
  })

  it("may be several, together 15 percent more than was captured and not a cent beyond", async () => {
    const chargeId = await captured()
    expect((await createRefund(amazon, chargeId, eur("12.00"))).status).toBe(201)
    expect((await createRefund(amazon, chargeId, eur("8.00"))).status).toBe(201)
    const beyond = [400, "TransactionAmountExceeded"]
    expect(refusal(await createRefund(amazon, chargeId, eur("3.01")))).toEqual(beyond)
    expect((await createRefund(amazon, chargeId, eur("3.00"))).status).toBe(201)
    expect(refusal(await createRefund(amazon, chargeId, eur("0.01")))).toEqual(beyond)
    await amazon.control.advanceClock(31)
    expect(await refunded(chargeId)).toEqual(eur("23.00"))
  })

  it("is 75 EUR more than was captured at most", async () => {
    const { chargeId } = await charged(amazon, { captureNow: true, chargeAmount: eur("1000.00") })
    expect(refusal(await createRefund(amazon, chargeId, eur("1075.01")))).toEqual([400, "TransactionAmountExceeded"])
    expect((await createRefund(amazon, chargeId, eur("1075.00"))).status).toBe(201)
  })

  it("counts what was captured, not what was authorized", async () => {
    const { chargeId } = await charged(amazon)
    await captureCharge(amazon, chargeId, eur("10.00"))
    expect(refusal(await createRefund(amazon, chargeId, eur("11.51")))).toEqual([400, "TransactionAmountExceeded"])
    expect((await createRefund(amazon, chargeId, eur("11.50"))).status).toBe(201)
  })

  it("is no more than was captured in yen", async () => {
    const { buyer } = await buyerWithWallet(amazon)
    const input = { merchantId: merchant.merchantId, buyerId: buyer.buyerId, productType: "PayOnly" } as const
    const { chargePermissionId } = await amazon.control.createWallet({ ...input, currency: "JPY" })
    const charge = await chargeWallet(amazon, chargePermissionId, { chargeAmount: jpy("1000"), captureNow: true })
    const chargeId: string = charge.body.chargeId ?? ""
    expect(refusal(await createRefund(amazon, chargeId, jpy("1001")))).toEqual([400, "TransactionAmountExceeded"])
    expect((await createRefund(amazon, chargeId, jpy("1000"))).status).toBe(201)
  })

  it("does not count a declined one", async () => {
    const chargeId = await captured()
    const { body } = await createRefund(amazon, chargeId, eur("23.00"))
    await amazon.control.changeRefund(body.refundId ?? "", { type: "declined", reason: "AmazonRejected" })
    expect(stateOf(await getRefund(amazon, body.refundId ?? ""))).toBe("Declined/AmazonRejected")
    expect(await refunded(chargeId)).toEqual(eur("0.00"))
    expect((await createRefund(amazon, chargeId, eur("23.00"))).status).toBe(201)
  })

  it("works after the wallet was closed", async () => {
    const { id, chargeId } = await charged(amazon, { captureNow: true })
    await closePermission(amazon, id)
    expect((await createRefund(amazon, chargeId, eur("20.00"))).status).toBe(201)
  })

  it.each([
    ["another currency", gbp("5.00"), [400, "CurrencyMismatch"]],
    ["zero", eur("0.00"), [400, "InvalidParameterValue"]],
    ["no amount", {}, [400, "MissingParameterValue"]],
  ])("is refused for %s", async (_what, amount, expected) => {
    expect(refusal(await createRefund(amazon, await captured(), amount))).toEqual(expected)
    expect(await amazon.control.refunds()).toEqual([])
  })

  it("is refused for a charge that is not captured, or not captured yet", async () => {
    const { id, chargeId } = await charged(amazon)
    expect(refusal(await createRefund(amazon, chargeId, eur("1.00")))).toEqual([422, "InvalidChargeStatus"])
    const late = await chargeWallet(amazon, id, { captureNow: true }, simulating("CaptureInitiated"))
    const answer = await createRefund(amazon, late.body.chargeId ?? "", eur("1.00"))
    expect(refusal(answer)).toEqual([422, "InvalidChargeStatus"])
  })

  it("is refused for somebody else, an unknown charge, without a key and with a simulation code", async () => {
    const chargeId = await captured()
    const refund = (more: object, id = chargeId) => createRefund(amazon, id, eur("1.00"), more)
    expect(refusal(await refund(asForeigner))).toEqual([404, "ResourceNotFound"])
    expect(refusal(await refund({}, `${chargeId.slice(0, -6)}999999`))).toEqual([404, "ResourceNotFound"])
    const withoutKey = { headers: { "x-amz-pay-idempotency-key": undefined } }
    expect(refusal(await refund(withoutKey))).toEqual([400, "MissingHeader"])
    expect(refusal(await refund(simulating("AmazonRejected")))).toEqual([400, "InvalidSandboxSimulationSpecified"])
  })
})

describe("Get Refund", () => {
  it("knows nobody else's refunds, nor those of another environment", async () => {
    const { body } = await createRefund(amazon, await captured(), eur("1.00"))
    const id: string = body.refundId ?? ""
    expect(refusal(await getRefund(amazon, id, asForeigner))).toEqual([404, "ResourceNotFound"])
    expect(refusal(await getRefund(amazon, id, { publicKeyId: "LIVE-AHTESTKEY" }))).toEqual([404, "ResourceNotFound"])
    expect(refusal(await getRefund(amazon, "B02-0000000-0000000-R000000"))).toEqual([404, "ResourceNotFound"])
  })
})
