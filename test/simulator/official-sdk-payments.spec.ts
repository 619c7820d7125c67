import type { Simulator } from "../../src/simulator"
import { OfficialSdk } from "./support/official-sdk"
import { eur, gbp, newKey, purchaseOf } from "./support/payments"
import { V1, V2 } from "./support/sign"
import { buyerWithWallet, KEY_ID, merchant, merchantKey, optionsFor, startStage } from "./support/stage"

let amazon: Simulator
let sdk: OfficialSdk

beforeAll(async () => {
  amazon = await startStage()
  sdk = new OfficialSdk()
})
afterAll(async () => {
  sdk.close()
  await amazon.close()
})
beforeEach(() => amazon.control.reset())

const configure = (algorithm: string) =>
  sdk.call("configure", {
    publicKeyId: KEY_ID,
    privateKey: merchantKey.privateKeyPem,
    region: "eu",
    sandbox: true,
    algorithm,
    overrideServiceUrl: new URL(amazon.tlsUrl ?? "").host,
  })

const withKey = (key = newKey(), more: object = {}) => ({ "x-amz-pay-idempotency-key": key, ...more })
const simulating = (code: string) => withKey(newKey(), { "x-amz-pay-simulation-code": code })

const chargeWallet = (chargePermissionId: string, more: object = {}, headers: object = withKey()) =>
  sdk.call("createCharge", { chargePermissionId, chargeAmount: eur("20.00"), ...more }, headers)

/** A charge of 20 EUR on a new wallet. */
async function charged(more: object = {}): Promise<string> {
  const { id } = await buyerWithWallet(amazon)
  return (await chargeWallet(id, more)).data.chargeId ?? ""
}

/** A session whose buyer has agreed to pay what the SDK signed. */
async function agreed(payload: object, algorithm: string, lastDigits = "1111"): Promise<string> {
  const { buyerId } = await amazon.control.createBuyer()
  const payloadJSON = JSON.stringify(payload)
  const signature = await sdk.call<string>("generateButtonSignature", payloadJSON)
  const createCheckoutSessionConfig = { payloadJSON, signature, publicKeyId: KEY_ID, algorithm }
  const options = optionsFor(payload, { createCheckoutSessionConfig })
  const action = { buyerId, card: { lastDigits }, end: "confirm" } as const
  return (await amazon.control.actAsBuyer(options, action)).checkoutSessionId
}

const refused = (call: Promise<unknown>, status: number, reasonCode: string) =>
  expect(call).rejects.toMatchObject({ status, data: { reasonCode, message: expect.any(String) } })

describe.each([V1, V2])("Amazon's official SDK with %s", (algorithm) => {
  beforeEach(() => configure(algorithm))

  it("buys and saves a wallet, then charges it again", async () => {
    const session = await agreed(purchaseOf("PaymentMethodOnFile"), algorithm)
    const open = await sdk.call("getCheckoutSession", session, {})
    expect(open.data).toMatchObject({ paymentDetails: { chargeAmount: eur("20.00") }, chargeId: null })
    const completed = await sdk.call("completeCheckoutSession", session, { chargeAmount: eur("20.00") }, withKey())
    expect(completed).toMatchObject({ status: 200, data: { statusDetails: { state: "Completed" } } })
    const first = await sdk.call("getCharge", completed.data.chargeId, {})
    expect(first.data).toMatchObject({ statusDetails: { state: "Authorized" }, chargeAmount: eur("20.00") })

    const again = await chargeWallet(completed.data.chargePermissionId ?? "", {
      captureNow: true,
      chargeInitiator: "MITU",
      channel: "Offline",
    })
    expect(again).toMatchObject({ status: 201, data: { statusDetails: { state: "Captured" } } })
  })

  it("buys once, captures, and the charge permission is closed", async () => {
    const session = await agreed(purchaseOf("OneTime"), algorithm)
    const { data } = await sdk.call("completeCheckoutSession", session, { chargeAmount: eur("20.00") })
    const captured = await sdk.call("captureCharge", data.chargeId, { captureAmount: eur("20.00") }, withKey())
    expect(captured).toMatchObject({ status: 200, data: { captureAmount: eur("20.00") } })
    const permission = await sdk.call("getChargePermission", data.chargePermissionId, {})
    expect(permission.data).toMatchObject({
      chargePermissionType: "OneTime",
      statusDetails: { state: "Closed", reasons: [{ reasonCode: "AmazonClosed" }] },
    })
  })

  it("authorizes, captures a part, and refunds in parts", async () => {
    const chargeId = await charged()
    const captured = await sdk.call("captureCharge", chargeId, { captureAmount: eur("12.00") }, withKey())
    expect(captured.data).toMatchObject({ statusDetails: { state: "Captured" }, captureAmount: eur("12.00") })

    const refund = (amount: string) =>
      sdk.call("createRefund", { chargeId, refundAmount: eur(amount), softDescriptor: "SORRY" }, withKey())
    const first = await refund("2.00")
    expect(first).toMatchObject({ status: 201, data: { statusDetails: { state: "RefundInitiated" } } })
    await refund("10.00")
    await refused(refund("1.81"), 400, "TransactionAmountExceeded")
    await amazon.control.advanceClock(31)
    expect(await sdk.call("getRefund", first.data.refundId, {})).toMatchObject({
      status: 200,
      data: { statusDetails: { state: "Refunded" }, refundAmount: eur("2.00"), softDescriptor: "SORRY" },
    })
    expect((await sdk.call("getCharge", chargeId, {})).data).toMatchObject({ refundedAmount: eur("12.00") })
  })

  it("cancels an authorization", async () => {
    const chargeId = await charged()
    const canceled = await sdk.call("cancelCharge", chargeId, { cancellationReason: "Out of stock" }, {})
    expect(canceled).toMatchObject({
      status: 200,
      data: { statusDetails: { state: "Canceled", reasonCode: "MerchantCanceled" } },
    })
    await refused(
      sdk.call("captureCharge", chargeId, { captureAmount: eur("1.00") }, withKey()),
      422,
      "InvalidChargeStatus",
    )
  })

  it.each(["SoftDeclined", "HardDeclined", "AmazonRejected", "TransactionTimedOut"])(
    "is told of a charge that ends %s",
    async (code) => {
      const { id } = await buyerWithWallet(amazon)
      await refused(chargeWallet(id, {}, simulating(code)), 422, code)
    },
  )

  it("waits for a pending authorization, of a wallet and of a purchase", async () => {
    const { id } = await buyerWithWallet(amazon)
    const pending = { canHandlePendingAuthorization: true }
    const charge = await chargeWallet(id, pending, simulating("PendingHardDeclined"))
    const session = await agreed(purchaseOf("PaymentMethodOnFile", pending), algorithm, "0701")
    const bought = await sdk.call("completeCheckoutSession", session, { chargeAmount: eur("20.00") })
    expect([charge.status, bought.status]).toEqual([201, 202])

    const states = async () => [
      (await sdk.call("getCharge", charge.data.chargeId, {})).data.statusDetails,
      (await sdk.call("getCharge", bought.data.chargeId, {})).data.statusDetails,
    ]
    const begun = { state: "AuthorizationInitiated" }
    expect(await states()).toMatchObject([begun, begun])
    await amazon.control.advanceClock(31)
    expect(await states()).toMatchObject([
      { state: "Declined", reasonCode: "HardDeclined" },
      { state: "Authorized", reasonCode: null },
    ])
  })

  it("gets the stored answer for a key it has used, and a refusal for another request under it", async () => {
    const { id } = await buyerWithWallet(amazon)
    const key = newKey()
    const first = await chargeWallet(id, {}, withKey(key))
    const again = await chargeWallet(id, {}, withKey(key))
    expect(again.data).toEqual(first.data)
    await refused(chargeWallet(id, { captureNow: true }, withKey(key)), 400, "DuplicateIdempotencyKey")
    expect(await amazon.control.charges({ chargePermissionId: id })).toHaveLength(1)
  })

  it("gets Amazon's errors for money that is not there", async () => {
    const chargeId = await charged()
    const capture = (captureAmount: object) => sdk.call("captureCharge", chargeId, { captureAmount }, withKey())
    await refused(capture(eur("20.01")), 400, "TransactionAmountExceeded")
    await refused(capture(gbp("20.00")), 400, "CurrencyMismatch")
    await refused(
      sdk.call("createRefund", { chargeId, refundAmount: eur("1.00") }, withKey()),
      422,
      "InvalidChargeStatus",
    )
    const { buyer } = await buyerWithWallet(amazon)
    const input = { merchantId: merchant.merchantId, buyerId: buyer.buyerId, productType: "PayOnly" } as const
    const { chargePermissionId } = await amazon.control.createWallet(input)
    await refused(chargeWallet(chargePermissionId, { chargeAmount: eur("15000.01") }), 400, "PeriodicAmountExceeded")
    const session = await agreed(purchaseOf("OneTime"), algorithm)
    await refused(sdk.call("completeCheckoutSession", session, { chargeAmount: eur("1.00") }), 409, "AmountMismatch")
  })
})
