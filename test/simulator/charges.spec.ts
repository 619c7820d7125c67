import type { Simulator } from "../../src/simulator"
import {
  cancelCharge,
  captureCharge,
  charged,
  chargeWallet,
  createCharge,
  eur,
  gbp,
  getCharge,
  jpy,
  published,
  refusal,
  simulating,
  stateOf,
} from "./support/payments"
import { buyerWithWallet, closePermission, foreignKey, getPermission, merchant, startStage } from "./support/stage"

let amazon: Simulator

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(() => amazon.control.reset())

const DAY = 24 * 3600
const asForeigner = { publicKeyId: "SANDBOX-FOREIGN", key: foreignKey.privateKey }

describe("Create Charge", () => {
  it("authorizes a saved wallet and shows the charge as Amazon writes it", async () => {
    const { id } = await buyerWithWallet(amazon)
    const { status, body } = await chargeWallet(amazon, id, {
      chargeInitiator: "CITU",
      channel: "Web",
      merchantMetadata: { merchantReferenceId: "order_1" },
      providerMetadata: { providerReferenceId: "ref" },
      webCheckoutDetails: { checkoutResultReturnUrl: "https://shop.example/back" },
    })
    expect(status).toBe(201)
    expect(body).toEqual({
      chargeId: expect.stringMatching(new RegExp(`^${id}-C\\d{6}$`)),
      chargePermissionId: id,
      chargeAmount: eur("20.00"),
      captureAmount: null,
      refundedAmount: null,
      convertedAmount: null,
      conversionRate: null,
      softDescriptor: null,
      captureNow: false,
      canHandlePendingAuthorization: false,
      merchantMetadata: {
        merchantReferenceId: "order_1",
        merchantStoreName: null,
        noteToBuyer: null,
        customInformation: null,
      },
      providerMetadata: { providerReferenceId: "ref" },
      platformId: null,
      webCheckoutDetails: null,
      statusDetails: {
        state: "Authorized",
        reasonCode: null,
        reasonDescription: null,
        lastUpdatedTimestamp: expect.stringMatching(/^\d{8}T\d{6}Z$/),
      },
      creationTimestamp: expect.stringMatching(/^\d{8}T\d{6}Z$/),
      expirationTimestamp: expect.stringMatching(/^\d{8}T\d{6}Z$/),
      releaseEnvironment: "Sandbox",
    })
    expect((await getCharge(amazon, body.chargeId ?? "")).body).toEqual(body)
    expect(await amazon.control.charge(body.chargeId ?? "")).toMatchObject({ chargeInitiator: "CITU", channel: "Web" })
  })

  it("captures at once with captureNow, under a text for the buyer's statement", async () => {
    const { chargeId } = await charged(amazon, { captureNow: true, softDescriptor: "SHOP 1" })
    const { body } = await getCharge(amazon, chargeId)
    expect(body).toMatchObject({
      statusDetails: { state: "Captured" },
      captureAmount: eur("20.00"),
      refundedAmount: eur("0.00"),
      softDescriptor: "SHOP 1",
    })
  })

  it("takes an amount as a number too, and writes all decimals of the currency", async () => {
    const { id } = await buyerWithWallet(amazon)
    const { body } = await chargeWallet(amazon, id, { chargeAmount: { amount: 5.5, currencyCode: "EUR" } })
    expect(body.chargeAmount).toEqual(eur("5.50"))
  })

  it.each([
    ["no amount", { chargeAmount: undefined }, "MissingParameterValue"],
    ["no currency", { chargeAmount: { amount: "1.00" } }, "MissingParameterValue"],
    ["an empty amount object", { chargeAmount: {} }, "MissingParameterValue"],
    ["zero", { chargeAmount: eur("0.00") }, "InvalidParameterValue"],
    ["a negative amount", { chargeAmount: eur("-1.00") }, "InvalidParameterValue"],
    ["three decimals", { chargeAmount: eur("1.001") }, "InvalidParameterValue"],
    ["a comma", { chargeAmount: eur("1,00") }, "InvalidParameterValue"],
    ["an exponent", { chargeAmount: eur("1e3") }, "InvalidParameterValue"],
    ["a space", { chargeAmount: eur(" 1.00") }, "InvalidParameterValue"],
    ["a dot at the end", { chargeAmount: eur("1.") }, "InvalidParameterValue"],
    ["no currency that exists", { chargeAmount: { amount: "1.00", currencyCode: "XXX" } }, "InvalidParameterValue"],
    ["a currency in lower case", { chargeAmount: { amount: "1.00", currencyCode: "eur" } }, "InvalidParameterValue"],
    ["another currency than the wallet's", { chargeAmount: gbp("1.00") }, "CurrencyMismatch"],
    ["a field Amazon does not know", { amount: "1.00" }, "UnrecognizedField"],
    ["a softDescriptor without captureNow", { softDescriptor: "SHOP" }, "InvalidParameterCombination"],
    [
      "a softDescriptor of 17 characters",
      { captureNow: true, softDescriptor: "x".repeat(17) },
      "InvalidParameterValue",
    ],
    ["an unknown initiator", { chargeInitiator: "CIT" }, "InvalidParameterValue"],
    ["an unknown channel", { channel: "web" }, "InvalidParameterValue"],
    ["a text for captureNow", { captureNow: "true" }, "InvalidParameterValue"],
    ["a long reference", { merchantMetadata: { merchantReferenceId: "x".repeat(257) } }, "InvalidParameterValue"],
    ["more than 150,000 EUR", { chargeAmount: eur("150000.01") }, "TransactionAmountExceeded"],
  ])("is refused with %s", async (_what, change, reasonCode) => {
    const { id } = await buyerWithWallet(amazon)
    expect(refusal(await chargeWallet(amazon, id, change))).toEqual([400, reasonCode])
    expect(await amazon.control.charges()).toEqual([])
  })

  it("is refused without an idempotency key", async () => {
    const { id } = await buyerWithWallet(amazon)
    const headers = { "x-amz-pay-idempotency-key": undefined }
    expect(refusal(await chargeWallet(amazon, id, {}, { headers }))).toEqual([400, "MissingHeader"])
  })

  it("is refused for a charge permission that is unknown, another merchant's, or of production", async () => {
    const { id } = await buyerWithWallet(amazon)
    const unknown = [404, "ResourceNotFound"]
    expect(refusal(await chargeWallet(amazon, "B02-0000000-0000000"))).toEqual(unknown)
    expect(refusal(await chargeWallet(amazon, id, {}, asForeigner))).toEqual(unknown)
    expect(refusal(await chargeWallet(amazon, id, {}, { publicKeyId: "LIVE-AHTESTKEY" }))).toEqual(unknown)
    expect(refusal(await createCharge(amazon, { chargeAmount: eur("1.00") }))).toEqual([400, "MissingParameterValue"])
  })

  it("is refused for a wallet that is not chargeable, until it is healed", async () => {
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.changeWallet(id, { type: "non_chargeable", reason: "PaymentMethodExpired" })
    expect(refusal(await chargeWallet(amazon, id))).toEqual([422, "InvalidChargePermissionStatus"])
    await amazon.control.changeWallet(id, { type: "healed" })
    expect((await chargeWallet(amazon, id)).status).toBe(201)
    await closePermission(amazon, id)
    expect(refusal(await chargeWallet(amazon, id))).toEqual([422, "InvalidChargePermissionStatus"])
  })

  it("charges yen without decimals, and 10,000,000 of them at most", async () => {
    const { buyer } = await buyerWithWallet(amazon)
    const input = { merchantId: merchant.merchantId, buyerId: buyer.buyerId, productType: "PayOnly" } as const
    const { chargePermissionId } = await amazon.control.createWallet({ ...input, currency: "JPY" })
    const yen = (amount: string) => chargeWallet(amazon, chargePermissionId, { chargeAmount: jpy(amount) })
    expect((await yen("1500")).body.chargeAmount).toEqual(jpy("1500"))
    expect(refusal(await yen("1500.00"))).toEqual([400, "InvalidParameterValue"])
    expect(refusal(await yen("10000001"))).toEqual([400, "TransactionAmountExceeded"])
    expect(refusal(await yen("2000000"))).toEqual([400, "PeriodicAmountExceeded"])
  })
})

describe("Get Charge", () => {
  it("knows nobody else's charges, nor those of another environment", async () => {
    const { chargeId } = await charged(amazon)
    const unknown = [404, "ResourceNotFound"]
    expect(refusal(await getCharge(amazon, chargeId, asForeigner))).toEqual(unknown)
    expect(refusal(await getCharge(amazon, chargeId, { publicKeyId: "LIVE-AHTESTKEY" }))).toEqual(unknown)
    expect(refusal(await getCharge(amazon, "B02-0000000-0000000-C000000"))).toEqual(unknown)
  })
})

describe("Capture Charge", () => {
  it("takes a part once, and leaves the rest", async () => {
    const { chargeId } = await charged(amazon)
    const { status, body } = await captureCharge(amazon, chargeId, eur("12.50"))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      statusDetails: { state: "Captured" },
      chargeAmount: eur("20.00"),
      captureAmount: eur("12.50"),
      refundedAmount: eur("0.00"),
    })
    expect(refusal(await captureCharge(amazon, chargeId, eur("7.50")))).toEqual([422, "InvalidChargeStatus"])
  })

  it.each([
    ["more than is authorized", eur("20.01"), [400, "TransactionAmountExceeded"]],
    ["another currency", gbp("20.00"), [400, "CurrencyMismatch"]],
    ["three decimals", eur("1.234"), [400, "InvalidParameterValue"]],
    ["zero", eur("0"), [400, "InvalidParameterValue"]],
  ])("is refused for %s", async (_what, amount, expected) => {
    const { chargeId } = await charged(amazon)
    expect(refusal(await captureCharge(amazon, chargeId, amount))).toEqual(expected)
    expect(stateOf(await getCharge(amazon, chargeId))).toBe("Authorized")
  })

  it("is refused for somebody else, without a key, and after a cancellation", async () => {
    const { chargeId } = await charged(amazon)
    const whole = eur("20.00")
    expect(refusal(await captureCharge(amazon, chargeId, whole, asForeigner))).toEqual([404, "ResourceNotFound"])
    const headers = { "x-amz-pay-idempotency-key": undefined }
    expect(refusal(await captureCharge(amazon, chargeId, whole, { headers }))).toEqual([400, "MissingHeader"])
    await cancelCharge(amazon, chargeId)
    expect(refusal(await captureCharge(amazon, chargeId, whole))).toEqual([422, "InvalidChargeStatus"])
  })

  it("works after the wallet was closed", async () => {
    const { id, chargeId } = await charged(amazon)
    await closePermission(amazon, id)
    expect(stateOf(await captureCharge(amazon, chargeId, eur("20.00")))).toBe("Captured")
  })

  it("takes time once the authorization is older than 7 days", async () => {
    const { chargeId } = await charged(amazon)
    await amazon.control.advanceClock(7 * DAY + 5)
    const begun = await captureCharge(amazon, chargeId, eur("20.00"))
    expect([stateOf(begun), begun.body.captureAmount]).toEqual(["CaptureInitiated", eur("20.00")])
    expect(refusal(await cancelCharge(amazon, chargeId))).toEqual([422, "InvalidChargeStatus"])
    await amazon.control.advanceClock(31)
    expect(stateOf(await getCharge(amazon, chargeId))).toBe("Captured")
  })

  it("is refused after 30 days, when the authorization has expired unused", async () => {
    const { id, chargeId } = await charged(amazon)
    await amazon.control.advanceClock(30 * DAY - 60)
    expect(stateOf(await getCharge(amazon, chargeId))).toBe("Authorized")
    await amazon.control.advanceClock(61)
    expect(stateOf(await getCharge(amazon, chargeId))).toBe("Canceled/ExpiredUnused")
    expect(refusal(await captureCharge(amazon, chargeId, eur("20.00")))).toEqual([422, "InvalidChargeStatus"])
    expect((await getPermission(amazon, id)).body).toMatchObject({ statusDetails: { state: "Chargeable" } })
  })
})

describe("Cancel Charge", () => {
  it("ends an authorization with the shop's reason", async () => {
    const { chargeId } = await charged(amazon)
    const { status, body } = await cancelCharge(amazon, chargeId)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      statusDetails: { state: "Canceled", reasonCode: "MerchantCanceled", reasonDescription: "Out of stock" },
      captureAmount: null,
    })
    expect(refusal(await cancelCharge(amazon, chargeId))).toEqual([422, "InvalidChargeStatus"])
  })

  it("is refused for a captured charge, somebody else's, and without a reason", async () => {
    const { chargeId } = await charged(amazon, { captureNow: true })
    expect(refusal(await cancelCharge(amazon, chargeId))).toEqual([422, "InvalidChargeStatus"])
    expect(refusal(await cancelCharge(amazon, chargeId, asForeigner))).toEqual([404, "ResourceNotFound"])
    expect(refusal(await cancelCharge(amazon, chargeId, { body: "{}" }))).toEqual([400, "MissingParameterValue"])
    const long = JSON.stringify({ cancellationReason: "x".repeat(256) })
    expect(refusal(await cancelCharge(amazon, chargeId, { body: long }))).toEqual([400, "InvalidParameterValue"])
  })

  it("happens to all open charges when the wallet is closed with cancelPendingCharges", async () => {
    const { id, chargeId } = await charged(amazon)
    const captured = await chargeWallet(amazon, id, { captureNow: true })
    const body = JSON.stringify({ closureReason: "Done", cancelPendingCharges: true })
    await closePermission(amazon, id, { body })
    expect(stateOf(await getCharge(amazon, chargeId))).toBe("Canceled/ChargePermissionCanceled")
    expect(stateOf(await getCharge(amazon, captured.body.chargeId ?? ""))).toBe("Captured")
  })
})

describe("what can be simulated", () => {
  it.each(["SoftDeclined", "HardDeclined", "AmazonRejected", "TransactionTimedOut"])(
    "Create Charge ends %s, an error and no charge",
    async (code) => {
      const { id } = await buyerWithWallet(amazon)
      expect(refusal(await chargeWallet(amazon, id, {}, simulating(code)))).toEqual([422, code])
      expect(await amazon.control.charges()).toEqual([])
      expect(await published(amazon)).not.toContainEqual(expect.stringContaining("CHARGE "))
    },
  )

  it("CaptureInitiated: the capture takes 30 seconds", async () => {
    const { id } = await buyerWithWallet(amazon)
    const charge = await chargeWallet(amazon, id, { captureNow: true }, simulating("CaptureInitiated"))
    expect([charge.status, stateOf(charge)]).toEqual([201, "CaptureInitiated"])
    await amazon.control.advanceClock(31)
    expect(stateOf(await getCharge(amazon, charge.body.chargeId ?? ""))).toBe("Captured")
  })

  it.each([
    ["an unknown code", "Declined", {}],
    ["CaptureInitiated without captureNow", "CaptureInitiated", {}],
    ["a pending code without canHandlePendingAuthorization", "PendingHardDeclined", {}],
    [
      "a pending code with captureNow",
      "PendingHardDeclined",
      { captureNow: true, canHandlePendingAuthorization: true },
    ],
  ])("%s is refused", async (_what, code, body) => {
    const { id } = await buyerWithWallet(amazon)
    const answer = await chargeWallet(amazon, id, body, simulating(code))
    expect(refusal(answer)).toEqual([400, "InvalidSandboxSimulationSpecified"])
  })

  it("nothing at a capture, a cancellation or in production", async () => {
    const { chargeId } = await charged(amazon)
    const refused = [400, "InvalidSandboxSimulationSpecified"]
    const code = simulating("HardDeclined")
    expect(refusal(await captureCharge(amazon, chargeId, eur("20.00"), code))).toEqual(refused)
    expect(refusal(await cancelCharge(amazon, chargeId, code))).toEqual(refused)
    const { buyer } = await buyerWithWallet(amazon)
    const input = { merchantId: merchant.merchantId, buyerId: buyer.buyerId, productType: "PayOnly" } as const
    const live = await amazon.control.createWallet({ ...input, environment: "live" })
    const inLive = { ...code, publicKeyId: "LIVE-AHTESTKEY" }
    expect(refusal(await chargeWallet(amazon, live.chargePermissionId, {}, inLive))).toEqual(refused)
  })
})

it("a charge cannot be changed by PATCH", async () => {
  const { chargeId } = await charged(amazon)
  const answer = await getCharge(amazon, chargeId, { method: "PATCH", body: "{}" })
  expect(refusal(answer)).toEqual([405, "UnsupportedOperation"])
})
