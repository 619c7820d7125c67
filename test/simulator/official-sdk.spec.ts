import type { Simulator } from "../../src/simulator"
import { V1, V2 } from "./support/sign"
import { OfficialSdk } from "./support/official-sdk"
import { KEY_ID, RETURN_URL, merchant, merchantKey, optionsFor, payloadOf, startStage } from "./support/stage"

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

async function signedOptions(payload: object, algorithm: string) {
  const payloadJSON = JSON.stringify(payload)
  const signature = await sdk.call<string>("generateButtonSignature", payloadJSON)
  const createCheckoutSessionConfig = { payloadJSON, signature, publicKeyId: KEY_ID, algorithm }
  return optionsFor(payload, { createCheckoutSessionConfig })
}

describe.each([V1, V2])("Amazon's official SDK with %s", (algorithm) => {
  beforeEach(() => configure(algorithm))

  it("sets a wallet up, updates it, reads it and closes it", async () => {
    const { buyerId } = await amazon.control.createBuyer()

    const setUp = await amazon.control.actAsBuyer(await signedOptions(payloadOf(), algorithm), {
      buyerId,
      end: "confirm",
    })
    expect(setUp.redirectUrl).toBe(`${RETURN_URL}?amazonCheckoutSessionId=${setUp.checkoutSessionId}`)
    const open = await sdk.call("getCheckoutSession", setUp.checkoutSessionId, {})
    expect(open).toMatchObject({ status: 200, data: { statusDetails: { state: "Open" }, chargePermissionId: null } })
    const saved = await sdk.call("completeCheckoutSession", setUp.checkoutSessionId, {})
    expect(saved).toMatchObject({ status: 200, data: { statusDetails: { state: "Completed" } } })
    const id: string = saved.data.chargePermissionId ?? ""

    const options = await signedOptions(payloadOf(id), algorithm)
    const action = { buyerId, card: "4444", address: "28195", end: "confirm" } as const
    const { checkoutSessionId } = await amazon.control.actAsBuyer(options, action)
    const completed = await sdk.call("completeCheckoutSession", checkoutSessionId, {})
    expect(completed.data).toMatchObject({ chargePermissionId: id, paymentPreferences: [null], constraints: [null] })

    expect(await sdk.call("getChargePermission", id, {})).toMatchObject({
      status: 200,
      data: {
        statusDetails: { state: "Chargeable", reasons: null },
        paymentPreferences: [{ paymentDescriptor: "Mastercard ****4444 (Amazon Pay)" }],
        shippingAddress: { postalCode: "28195", countryCode: "DE" },
        chargePermissionType: "PaymentMethodOnFile",
        releaseEnvironment: "Sandbox",
      },
    })

    const closed = await sdk.call("closeChargePermission", id, { closureReason: "Done" }, {})
    expect(closed.data).toMatchObject({
      statusDetails: { state: "Closed", reasons: [{ reasonCode: "MerchantClosed", reasonDescription: "Done" }] },
    })
  })

  it("creates and updates a checkout session through the API, with an idempotency key", async () => {
    const headers = { "x-amz-pay-idempotency-key": "0123456789abcdef0123456789abcdef" }
    const created = await sdk.call("createCheckoutSession", payloadOf(), headers)
    const again = await sdk.call("createCheckoutSession", payloadOf(), headers)
    expect(created.status).toBe(201)
    expect(again.data.checkoutSessionId).toBe(created.data.checkoutSessionId)

    const change = { merchantMetadata: { merchantStoreName: "Shop" } }
    const updated = await sdk.call("updateCheckoutSession", created.data.checkoutSessionId, change, {})
    expect(updated.data).toMatchObject({ merchantMetadata: { merchantStoreName: "Shop" } })
  })

  it("updates a charge permission's metadata", async () => {
    const { buyerId } = await amazon.control.createBuyer()
    const input = { merchantId: merchant.merchantId, buyerId, productType: "PayOnly" } as const
    const { chargePermissionId } = await amazon.control.createWallet(input)
    const change = { merchantMetadata: { merchantReferenceId: "customer-1" } }
    const updated = await sdk.call("updateChargePermission", chargePermissionId, change, {})
    expect(updated.data).toMatchObject({ merchantMetadata: { merchantReferenceId: "customer-1" } })
  })

  it("gets Amazon's errors in Amazon's shape", async () => {
    await expect(sdk.call("getChargePermission", "B02-0000000-0000000", {})).rejects.toMatchObject({
      status: 404,
      data: { reasonCode: "ResourceNotFound", message: expect.any(String) },
    })
  })
})
