import type { Simulator } from "../../src/simulator"
import {
  RETURN_URL,
  buyerWithWallet,
  call,
  completeSession,
  confirmedUpdate,
  foreignKey,
  getPermission,
  getSession,
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

const DAY = 24 * 3600
const asForeigner = { publicKeyId: "SANDBOX-FOREIGN", key: foreignKey.privateKey }
const refusal = ({ status, body }: { status: number; body: { reasonCode?: string } }) => [status, body.reasonCode]

async function update() {
  const { buyer, id } = await buyerWithWallet(amazon)
  const { checkoutSessionId } = await confirmedUpdate(amazon, id, buyer.buyerId)
  return { id, buyer, checkoutSessionId }
}

describe("an open session", () => {
  it("shows the buyer's data, the wallet and the URLs", async () => {
    const { id, buyer, checkoutSessionId } = await update()
    expect((await getSession(amazon, checkoutSessionId)).body).toMatchObject({
      checkoutSessionId,
      chargePermissionId: id,
      chargePermissionType: "PaymentMethodOnFile",
      productType: "PayAndShip",
      storeId: payloadOf().storeId,
      webCheckoutDetails: { checkoutResultReturnUrl: RETURN_URL, amazonPayRedirectUrl: null },
      buyer: { buyerId: buyer.buyerId, name: buyer.name, email: buyer.email },
      paymentPreferences: [{ paymentDescriptor: "Mastercard ****4444 (Amazon Pay)" }],
      shippingAddress: { postalCode: "10117", countryCode: "DE" },
      statusDetails: { state: "Open", reasonCode: null },
      constraints: [],
      releaseEnvironment: "Sandbox",
      expirationTimestamp: expect.stringMatching(/^\d{8}T\d{6}Z$/),
    })
  })

  it("shows only what the scopes ask for", async () => {
    const { buyerId } = await amazon.control.createBuyer()
    const options = optionsFor(payloadOf(undefined, { scopes: ["email"] }))
    const { checkoutSessionId } = await amazon.control.actAsBuyer(options, { buyerId, end: "confirm" })
    const { body } = await getSession(amazon, checkoutSessionId)
    expect(body.buyer).toMatchObject({ name: null, phoneNumber: null, email: expect.stringContaining("@") })
  })

  it("is found by its id in any case", async () => {
    const { checkoutSessionId } = await update()
    expect((await getSession(amazon, checkoutSessionId.toUpperCase())).status).toBe(200)
  })
})

describe("Complete Checkout Session", () => {
  it("answers almost nothing but null", async () => {
    const { id, checkoutSessionId } = await update()
    const { status, body } = await completeSession(amazon, checkoutSessionId)
    const { statusDetails, creationTimestamp, ...rest } = body
    expect(status).toBe(200)
    expect(statusDetails).toMatchObject({ state: "Completed", reasonCode: null, reasonDescription: null })
    expect(creationTimestamp).toMatch(/^\d{8}T\d{6}Z$/)
    expect(rest).toMatchObject({
      checkoutSessionId,
      chargePermissionId: id,
      chargePermissionType: "PaymentMethodOnFile",
      chargeId: null,
      buyer: null,
      storeId: null,
      webCheckoutDetails: null,
      shippingAddress: null,
      billingAddress: null,
      releaseEnvironment: null,
      paymentPreferences: [null],
      constraints: [null],
    })
  })

  it("opens the charge permission of a set-up", async () => {
    const { buyerId } = await amazon.control.createBuyer()
    const action = { buyerId, card: "0005", end: "confirm" } as const
    const { checkoutSessionId } = await amazon.control.actAsBuyer(optionsFor(payloadOf()), action)
    expect(await amazon.control.wallets()).toEqual([])
    const { body } = await completeSession(amazon, checkoutSessionId)
    const wallet = await getPermission(amazon, body.chargePermissionId ?? "")
    expect(wallet.body).toMatchObject({
      statusDetails: { state: "Chargeable" },
      paymentPreferences: [{ paymentDescriptor: "American Express ****0005 (Amazon Pay)" }],
    })
  })

  it("is refused the second time", async () => {
    const { checkoutSessionId } = await update()
    await completeSession(amazon, checkoutSessionId)
    expect(refusal(await completeSession(amazon, checkoutSessionId))).toEqual([422, "InvalidCheckoutSessionStatus"])
    expect((await getSession(amazon, checkoutSessionId)).body).toMatchObject({ statusDetails: { state: "Completed" } })
  })

  it("opens one charge permission for any number of tries at once", async () => {
    const { buyerId } = await amazon.control.createBuyer()
    const { checkoutSessionId } = await amazon.control.actAsBuyer(optionsFor(payloadOf()), { buyerId, end: "confirm" })
    const tries = await Promise.all(Array.from({ length: 10 }, () => completeSession(amazon, checkoutSessionId)))
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await amazon.control.wallets()).toHaveLength(1)
  })

  it.each(["BuyerCanceled", "Declined", "AmazonCanceled"] as const)("is refused after %s", async (reasonCode) => {
    const { checkoutSessionId } = await update()
    await amazon.control.cancelCheckoutSession(checkoutSessionId, reasonCode)
    expect(refusal(await completeSession(amazon, checkoutSessionId))).toEqual([422, "CheckoutSessionCanceled"])
    const { body } = await getSession(amazon, checkoutSessionId)
    expect(body).toMatchObject({
      statusDetails: { state: "Canceled", reasonCode },
      buyer: null,
      chargePermissionId: null,
    })
  })

  it("is refused after 24 hours and allowed one second before", async () => {
    const [first, second] = [await update(), await update()]
    await amazon.control.advanceClock(DAY - 5)
    expect((await completeSession(amazon, first.checkoutSessionId)).status).toBe(200)
    await amazon.control.advanceClock(6)
    expect(refusal(await completeSession(amazon, second.checkoutSessionId))).toEqual([422, "CheckoutSessionCanceled"])
    const { body } = await getSession(amazon, second.checkoutSessionId)
    expect(body).toMatchObject({ statusDetails: { state: "Canceled", reasonCode: "Expired" } })
  })

  it("is refused for an amount where no money moves", async () => {
    const { checkoutSessionId } = await update()
    const body = JSON.stringify({ chargeAmount: { amount: "1.00", currencyCode: "EUR" } })
    expect(refusal(await completeSession(amazon, checkoutSessionId, { body }))).toEqual([409, "AmountMismatch"])
  })

  it.each([
    ["an unknown field", '{"force":true}', "UnrecognizedField"],
    ["no body", "", "InvalidRequestFormat"],
    ["broken JSON", "{", "InvalidRequestFormat"],
    ["a list", "[]", "InvalidRequestFormat"],
  ])("is refused with %s", async (_what, body, reasonCode) => {
    const { checkoutSessionId } = await update()
    expect(refusal(await completeSession(amazon, checkoutSessionId, { body }))).toEqual([400, reasonCode])
  })

  it.each(["BuyerCanceled", "AmazonCanceled", "Declined"])("can be simulated to end %s", async (code) => {
    const { checkoutSessionId } = await update()
    const headers = { "x-amz-pay-simulation-code": code }
    const answer = await completeSession(amazon, checkoutSessionId, { headers })
    expect(refusal(answer)).toEqual([422, "CheckoutSessionCanceled"])
    expect(await amazon.control.checkoutSession(checkoutSessionId)).toMatchObject({
      state: "Canceled",
      reasonCode: code,
    })
  })

  it("refuses a simulation code that means nothing here", async () => {
    const { checkoutSessionId } = await update()
    const headers = { "x-amz-pay-simulation-code": "HardDeclined" }
    const answer = await completeSession(amazon, checkoutSessionId, { headers })
    expect(refusal(answer)).toEqual([400, "InvalidSandboxSimulationSpecified"])
  })
})

describe("a session of somebody else", () => {
  it.each([
    ["Get", getSession],
    ["Complete", completeSession],
  ])("is as unknown to %s as one that does not exist", async (_what, operation) => {
    const { checkoutSessionId } = await update()
    const foreign = await operation(amazon, checkoutSessionId, asForeigner)
    const unknown = await operation(amazon, "00000000-0000-4000-8000-000000000000", asForeigner)
    expect(refusal(foreign)).toEqual([404, "ResourceNotFound"])
    expect(refusal(unknown)).toEqual([404, "ResourceNotFound"])
    expect(await amazon.control.checkoutSession(checkoutSessionId)).toMatchObject({ state: "Open" })
  })

  it("is gone after 30 days", async () => {
    const { checkoutSessionId } = await update()
    await amazon.control.advanceClock(30 * DAY)
    expect(refusal(await getSession(amazon, checkoutSessionId))).toEqual([404, "ResourceNotFound"])
  })
})

describe("Create Checkout Session", () => {
  const create = (payload: object, headers: Record<string, string> = { "x-amz-pay-idempotency-key": "key-1" }) =>
    call(amazon, { method: "POST", path: "/v2/checkoutSessions", body: JSON.stringify(payload), headers })

  it("opens a session that waits for its buyer", async () => {
    const { status, body } = await create(payloadOf())
    expect(status).toBe(201)
    expect(body).toMatchObject({
      statusDetails: { state: "Open" },
      buyer: null,
      constraints: [{ constraintId: "BuyerNotAssociated" }],
      webCheckoutDetails: { amazonPayRedirectUrl: expect.stringContaining(`${amazon.url}/checkout/`) },
    })
    const answer = await completeSession(amazon, body.checkoutSessionId ?? "")
    expect(refusal(answer)).toEqual([422, "InvalidCheckoutSessionStatus"])
  })

  it.each([
    ["without an idempotency key", {}, "MissingHeader"],
    [
      "with a UUID as idempotency key",
      { "x-amz-pay-idempotency-key": "7a3f2c1e-0000-4000-8000-000000000001" },
      "InvalidHeaderValue",
    ],
    ["with a key of other characters", { "x-amz-pay-idempotency-key": "a b" }, "InvalidHeaderValue"],
  ])("is refused %s", async (_what, headers, reasonCode) => {
    expect(refusal(await create(payloadOf(), headers))).toEqual([400, reasonCode])
  })

  it("is refused for another merchant's store and for fields Amazon does not know", async () => {
    const foreignStore = payloadOf(undefined, { storeId: "amzn1.application-oa2-client.foreign" })
    expect(refusal(await create(foreignStore))).toEqual([400, "InvalidParameterValue"])
    const unknownField = payloadOf(undefined, { productType: "PayAndShip" })
    expect(refusal(await create(unknownField))).toEqual([400, "UnrecognizedField"])
  })
})

describe("Update Checkout Session", () => {
  it("changes an open session and no other", async () => {
    const { checkoutSessionId } = await update()
    const change = (body: object) =>
      call(amazon, { method: "PATCH", path: `/v2/checkoutSessions/${checkoutSessionId}`, body: JSON.stringify(body) })
    const url = "https://shop.example/elsewhere"
    const { body } = await change({ webCheckoutDetails: { checkoutResultReturnUrl: url } })
    expect(body).toMatchObject({ webCheckoutDetails: { checkoutResultReturnUrl: url } })
    expect(refusal(await change({ webCheckoutDetails: { checkoutResultReturnUrl: "ftp://x" } }))[1]).toBe(
      "InvalidParameterValue",
    )
    await completeSession(amazon, checkoutSessionId)
    expect(refusal(await change({}))).toEqual([422, "InvalidCheckoutSessionStatus"])
  })
})

describe("an idempotency key", () => {
  const withKey = (key: string) => ({ headers: { "x-amz-pay-idempotency-key": key } })

  it("brings back the same answer for the same request", async () => {
    const { checkoutSessionId } = await update()
    const first = await completeSession(amazon, checkoutSessionId, withKey("same"))
    const second = await completeSession(amazon, checkoutSessionId, withKey("same"))
    expect([second.status, second.text]).toEqual([200, first.text])
    expect((await amazon.control.requests()).map(({ replayed }) => replayed)).toEqual([false, true])
  })

  it("brings back a stored refusal too, so that a new attempt needs a new key", async () => {
    const { checkoutSessionId } = await update()
    const simulated = { headers: { "x-amz-pay-idempotency-key": "declined", "x-amz-pay-simulation-code": "Declined" } }
    await completeSession(amazon, checkoutSessionId, simulated)
    const again = await completeSession(amazon, checkoutSessionId, withKey("declined"))
    expect(refusal(again)).toEqual([422, "CheckoutSessionCanceled"])
    expect((await amazon.control.requests()).at(-1)).toMatchObject({ replayed: true })
  })

  it("is refused for another path", async () => {
    const [first, second] = [await update(), await update()]
    await completeSession(amazon, first.checkoutSessionId, withKey("path"))
    const answer = await completeSession(amazon, second.checkoutSessionId, withKey("path"))
    expect(refusal(answer)).toEqual([400, "DuplicateIdempotencyKey"])
  })

  it("is refused for another body", async () => {
    const { checkoutSessionId } = await update()
    await completeSession(amazon, checkoutSessionId, withKey("body"))
    const answer = await completeSession(amazon, checkoutSessionId, { ...withKey("body"), body: "{ }" })
    expect(refusal(answer)).toEqual([400, "DuplicateIdempotencyKey"])
  })

  it("belongs to one merchant", async () => {
    const { checkoutSessionId } = await update()
    await completeSession(amazon, checkoutSessionId, withKey("mine"))
    const answer = await completeSession(amazon, checkoutSessionId, { ...withKey("mine"), ...asForeigner })
    expect(refusal(answer)).toEqual([404, "ResourceNotFound"])
  })
})
