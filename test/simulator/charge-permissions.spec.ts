import type { Simulator } from "../../src/simulator"
import {
  buyerWithWallet,
  call,
  closePermission,
  foreignKey,
  getPermission,
  merchant,
  optionsFor,
  payloadOf,
  startStage,
} from "./support/stage"

let amazon: Simulator

beforeAll(async () => {
  amazon = await startStage()
})
afterAll(() => amazon.close())
beforeEach(() => amazon.control.reset())

const refusal = ({ status, body }: { status: number; body: { reasonCode?: string } }) => [status, body.reasonCode]

describe("Get Charge Permission", () => {
  it("shows the wallet as Amazon writes it", async () => {
    const { buyer, id } = await buyerWithWallet(amazon)
    const { status, body } = await getPermission(amazon, id)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      chargePermissionId: id,
      chargePermissionType: "PaymentMethodOnFile",
      buyer: { buyerId: buyer.buyerId, email: buyer.email },
      shippingAddress: { addressLine1: "Unter den Linden 5", addressLine2: null, countryCode: "DE" },
      billingAddress: { countryCode: "DE" },
      paymentPreferences: [{ paymentDescriptor: "Visa ****1111 (Amazon Pay)" }],
      statusDetails: { state: "Chargeable", reasons: null },
      expirationTimestamp: null,
      limits: { amountLimit: { amount: "15000.00", currencyCode: "EUR" } },
      releaseEnvironment: "Sandbox",
    })
  })

  it("shows no address of a wallet that is PayOnly", async () => {
    const { id } = await buyerWithWallet(amazon, "PayOnly")
    expect((await getPermission(amazon, id)).body.shippingAddress).toBeNull()
  })

  it("does not know another merchant's wallet", async () => {
    const { id } = await buyerWithWallet(amazon)
    const asForeigner = { publicKeyId: "SANDBOX-FOREIGN", key: foreignKey.privateKey }
    expect(refusal(await getPermission(amazon, id, asForeigner))).toEqual([404, "ResourceNotFound"])
    expect(refusal(await closePermission(amazon, id, asForeigner))).toEqual([404, "ResourceNotFound"])
    expect(await amazon.control.chargePermission(id)).toMatchObject({ statusDetails: { state: "Chargeable" } })
  })

  it("shows a live wallet to a live key only", async () => {
    const { buyerId } = await amazon.control.createBuyer()
    const input = { merchantId: merchant.merchantId, buyerId, productType: "PayOnly", environment: "live" } as const
    const { chargePermissionId } = await amazon.control.createWallet(input)
    expect((await getPermission(amazon, chargePermissionId)).status).toBe(404)
    const live = await getPermission(amazon, chargePermissionId, { publicKeyId: "LIVE-AHTESTKEY" })
    expect(live.body.releaseEnvironment).toBe("Live")
  })
})

describe("what happens at Amazon", () => {
  it.each([
    "PaymentMethodInvalid",
    "PaymentMethodDeleted",
    "PaymentMethodExpired",
    "BillingAddressDeleted",
    "PaymentMethodNotAllowed",
    "PaymentMethodNotSet",
    "MFAFailed",
    "ChargeInProgress",
  ] as const)("%s makes a wallet non-chargeable, and another card makes it chargeable again", async (reason) => {
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.changeWallet(id, { type: "non_chargeable", reason })
    expect((await getPermission(amazon, id)).body).toMatchObject({
      statusDetails: { state: "NonChargeable", reasons: [{ reasonCode: reason }] },
    })
    await amazon.control.changeWallet(id, { type: "payment_method", card: "4444" })
    expect((await getPermission(amazon, id)).body).toMatchObject({
      statusDetails: { state: "Chargeable", reasons: null },
      paymentPreferences: [{ paymentDescriptor: "Mastercard ****4444 (Amazon Pay)" }],
    })
  })

  it("an expired card cannot be chosen on the hosted page until it is renewed", async () => {
    const { buyer, id } = await buyerWithWallet(amazon)
    const options = optionsFor(payloadOf(id))
    await amazon.control.changeWallet(id, { type: "non_chargeable", reason: "PaymentMethodExpired" })
    const keep = () => amazon.control.actAsBuyer(options, { buyerId: buyer.buyerId, end: "confirm" })
    await expect(keep()).rejects.toThrow("Please choose a payment method")
    await amazon.control.changeWallet(id, { type: "healed" })
    await expect(keep()).resolves.toMatchObject({ redirectUrl: expect.any(String) })
  })

  it("a removed card is gone from the buyer's account", async () => {
    const { buyer, id } = await buyerWithWallet(amazon)
    await amazon.control.changeWallet(id, { type: "non_chargeable", reason: "PaymentMethodDeleted" })
    const [current] = await amazon.control.buyers()
    expect(buyer.cards.map(({ lastDigits }) => lastDigits)).toContain("1111")
    expect(current?.cards.map(({ lastDigits }) => lastDigits)).not.toContain("1111")
  })

  it.each([
    ["buyer", "BuyerClosed"],
    ["amazon", "AmazonCanceled"],
    ["expiry", "Expired"],
  ] as const)("a wallet closed by %s is %s for good", async (by, reasonCode) => {
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.changeWallet(id, { type: "closed", by })
    expect((await getPermission(amazon, id)).body).toMatchObject({
      statusDetails: { state: "Closed", reasons: [{ reasonCode }] },
    })
    await expect(amazon.control.changeWallet(id, { type: "healed" })).rejects.toThrow("closed for good")
  })

  it("Amazon may show another text for the same card", async () => {
    const { id } = await buyerWithWallet(amazon)
    await amazon.control.changeWallet(id, { type: "payment_descriptor", descriptor: "Visa 1111 (Prime)" })
    expect((await getPermission(amazon, id)).body.paymentPreferences).toEqual([
      { paymentDescriptor: "Visa 1111 (Prime)" },
    ])
  })

  it("an address makes a PayOnly wallet a PayAndShip one", async () => {
    const { id } = await buyerWithWallet(amazon, "PayOnly")
    const address = { addressLine1: "Am Markt 1", city: "Bonn", postalCode: "53111", countryCode: "DE" }
    const wallet = await amazon.control.changeWallet(id, { type: "shipping_address", address })
    expect(wallet).toMatchObject({ productType: "PayAndShip", shippingAddress: { city: "Bonn" } })
  })
})

describe("Close Charge Permission", () => {
  it("closes with the shop's reason and is refused a second time", async () => {
    const { id } = await buyerWithWallet(amazon)
    const { status, body } = await closePermission(amazon, id)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      statusDetails: {
        state: "Closed",
        reasons: [{ reasonCode: "MerchantClosed", reasonDescription: "The customer asked" }],
      },
    })
    expect(refusal(await closePermission(amazon, id))).toEqual([422, "InvalidChargePermissionStatus"])
  })

  it.each([
    ["no reason", {}, "MissingParameterValue"],
    ["a reason of 256 characters", { closureReason: "x".repeat(256) }, "InvalidParameterValue"],
    ["an unknown field", { closureReason: "x", now: true }, "UnrecognizedField"],
    ["a text for a flag", { closureReason: "x", cancelPendingCharges: "false" }, "InvalidParameterValue"],
  ])("is refused with %s", async (_what, body, reasonCode) => {
    const { id } = await buyerWithWallet(amazon)
    const answer = await closePermission(amazon, id, { body: JSON.stringify(body) })
    expect(refusal(answer)).toEqual([400, reasonCode])
    expect(await amazon.control.chargePermission(id)).toMatchObject({ statusDetails: { state: "Chargeable" } })
  })

  it("can be simulated to be Amazon's doing", async () => {
    const { id } = await buyerWithWallet(amazon)
    const { body } = await closePermission(amazon, id, { headers: { "x-amz-pay-simulation-code": "AmazonClosed" } })
    expect(body).toMatchObject({ statusDetails: { reasons: [{ reasonCode: "AmazonClosed" }] } })
  })
})

describe("Update Charge Permission", () => {
  const update = (id: string, body: object) =>
    call(amazon, { method: "PATCH", path: `/v2/chargePermissions/${id}`, body: JSON.stringify(body) })

  it("changes the metadata it is given and keeps the rest", async () => {
    const { id } = await buyerWithWallet(amazon)
    await update(id, { merchantMetadata: { merchantReferenceId: "cus_1", merchantStoreName: "Shop" } })
    const { body } = await update(id, { merchantMetadata: { merchantStoreName: "New shop" } })
    expect(body.merchantMetadata).toEqual({
      merchantReferenceId: "cus_1",
      merchantStoreName: "New shop",
      noteToBuyer: null,
      customInformation: null,
    })
  })

  it("is refused for a closed wallet, a long name, and another type's data", async () => {
    const { id } = await buyerWithWallet(amazon)
    const long = { merchantMetadata: { merchantStoreName: "x".repeat(51) } }
    expect(refusal(await update(id, long))).toEqual([400, "InvalidParameterValue"])
    expect(refusal(await update(id, { recurringMetadata: {} }))).toEqual([400, "InvalidParameterCombination"])
    await closePermission(amazon, id)
    expect(refusal(await update(id, {}))).toEqual([422, "ChargePermissionNotModifiable"])
  })
})
