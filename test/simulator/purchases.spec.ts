import type { Simulator } from "../../src/simulator"
import { form, open, post, visit } from "./support/hosted-page"
import {
  agreed,
  completePurchase,
  eur,
  gbp,
  getCharge,
  jpy,
  newKey,
  published,
  purchase,
  purchaseOf,
  refusal,
  simulating,
  stateOf,
} from "./support/payments"
import {
  RETURN_URL,
  STORE_ID,
  call,
  completeSession,
  getPermission,
  getSession,
  merchantKey,
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

const REVIEW_URL = "https://shop.example/review"
const metadata = { merchantMetadata: { merchantReferenceId: "cart_1", merchantStoreName: "Shop" } }

describe("a purchase that saves a wallet", () => {
  it("is completed with the amount, and answers wallet and charge", async () => {
    const session = await agreed(amazon, purchaseOf("PaymentMethodOnFile", {}, metadata), "4444")
    const { status, body } = await completePurchase(amazon, session)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      statusDetails: { state: "Completed" },
      chargePermissionType: "PaymentMethodOnFile",
      chargePermissionId: expect.stringMatching(/^B02-/),
      chargeId: expect.stringMatching(/-C\d{6}$/),
    })
    expect((await getPermission(amazon, body.chargePermissionId ?? "")).body).toMatchObject({
      chargePermissionType: "PaymentMethodOnFile",
      paymentMethodOnFileMetadata: { setupOnly: false },
      statusDetails: { state: "Chargeable" },
      paymentPreferences: [{ paymentDescriptor: "Mastercard ****4444 (Amazon Pay)" }],
      merchantMetadata: { merchantReferenceId: "cart_1" },
      limits: { amountLimit: eur("15000.00"), amountBalance: eur("14980.00") },
      presentmentCurrency: "EUR",
      expirationTimestamp: null,
    })
    const charge = await getCharge(amazon, body.chargeId ?? "")
    expect(charge.body).toMatchObject({
      chargePermissionId: body.chargePermissionId,
      chargeAmount: eur("20.00"),
      captureAmount: null,
      statusDetails: { state: "Authorized" },
      merchantMetadata: { merchantReferenceId: "cart_1" },
    })
    expect((await getSession(amazon, session)).body).toMatchObject({ chargeId: body.chargeId })
  })

  it("captures with AuthorizeWithCapture, and charges nothing with Confirm", async () => {
    const captured = await purchase(amazon, "PaymentMethodOnFile", {
      paymentIntent: "AuthorizeWithCapture",
      softDescriptor: "SHOP",
    })
    const charge = await getCharge(amazon, captured.chargeId)
    expect([stateOf(charge), charge.body.softDescriptor]).toEqual(["Captured", "SHOP"])
    const confirmed = await completePurchase(
      amazon,
      await agreed(amazon, purchaseOf("PaymentMethodOnFile", { paymentIntent: "Confirm" })),
    )
    expect([confirmed.status, confirmed.body.chargeId]).toEqual([200, null])
    expect(confirmed.body.chargePermissionId).not.toBeNull()
  })

  it("can be charged again", async () => {
    const { chargePermissionId } = await purchase(amazon, "PaymentMethodOnFile")
    const again = await call(amazon, {
      method: "POST",
      path: "/v2/charges",
      headers: { "x-amz-pay-idempotency-key": newKey() },
      body: JSON.stringify({ chargePermissionId, chargeAmount: eur("100.00"), captureNow: true }),
    })
    expect(again.status).toBe(201)
  })
})

describe("a purchase without saving", () => {
  it("opens a charge permission for its amount, for 180 days", async () => {
    const { chargePermissionId, chargeId } = await purchase(amazon, "OneTime")
    expect(chargePermissionId).toMatch(/^S02-/)
    expect((await getPermission(amazon, chargePermissionId)).body).toMatchObject({
      chargePermissionType: "OneTime",
      paymentMethodOnFileMetadata: null,
      limits: { amountLimit: eur("20.00"), amountBalance: eur("0.00") },
      expirationTimestamp: expect.stringMatching(/^\d{8}T\d{6}Z$/),
    })
    expect(stateOf(await getCharge(amazon, chargeId))).toBe("Authorized")
    await amazon.control.advanceClock(180 * 24 * 3600)
    expect((await getPermission(amazon, chargePermissionId)).body).toMatchObject({
      statusDetails: { state: "Closed", reasons: [{ reasonCode: "Expired" }] },
    })
  })

  it("is closed by Amazon once all is captured", async () => {
    const { chargePermissionId } = await purchase(amazon, "OneTime", { paymentIntent: "AuthorizeWithCapture" })
    expect((await getPermission(amazon, chargePermissionId)).body).toMatchObject({
      statusDetails: { state: "Closed", reasons: [{ reasonCode: "AmazonClosed" }] },
    })
  })

  it("leaves what an order's total is above the charge", async () => {
    const { chargePermissionId } = await purchase(amazon, "OneTime", {
      paymentIntent: "AuthorizeWithCapture",
      totalOrderAmount: eur("50.00"),
    })
    const charge = (amount: string) =>
      call(amazon, {
        method: "POST",
        path: "/v2/charges",
        headers: { "x-amz-pay-idempotency-key": newKey() },
        body: JSON.stringify({ chargePermissionId, chargeAmount: eur(amount), captureNow: true }),
      })
    expect((await getPermission(amazon, chargePermissionId)).body).toMatchObject({
      statusDetails: { state: "Chargeable" },
      limits: { amountBalance: eur("30.00") },
    })
    expect(refusal(await charge("30.01"))).toEqual([400, "TransactionAmountExceeded"])
    expect((await charge("30.00")).status).toBe(201)
    expect((await getPermission(amazon, chargePermissionId)).body).toMatchObject({ statusDetails: { state: "Closed" } })
  })

  it("keeps its metadata after its first charge, and cannot be updated as a saved wallet", async () => {
    const { chargePermissionId } = await purchase(amazon, "OneTime")
    const update = (id: string) =>
      call(amazon, { method: "PATCH", path: `/v2/chargePermissions/${id}`, body: JSON.stringify(metadata) })
    expect(refusal(await update(chargePermissionId))).toEqual([422, "ChargePermissionNotModifiable"])
    const confirmed = await completePurchase(
      amazon,
      await agreed(amazon, purchaseOf("OneTime", { paymentIntent: "Confirm" })),
    )
    expect((await update(confirmed.body.chargePermissionId ?? "")).status).toBe(200)
    const { html } = await post(amazon, "/checkout/initiate", form(payloadOf(chargePermissionId)))
    expect(html).toContain("is not a saved wallet")
  })
})

describe("Complete Checkout Session of a purchase", () => {
  const total = { totalOrderAmount: eur("50.00") }

  it.each<[string, object, object, [number, string]]>([
    ["no amount", {}, {}, [400, "MissingParameterValue"]],
    ["another amount", {}, { chargeAmount: eur("19.99") }, [409, "AmountMismatch"]],
    ["another currency", {}, { chargeAmount: gbp("20.00") }, [400, "CurrencyMismatch"]],
    ["a malformed amount", {}, { chargeAmount: eur("20.000") }, [400, "InvalidParameterValue"]],
    ["another total", total, { chargeAmount: eur("20.00"), totalOrderAmount: eur("49.00") }, [409, "AmountMismatch"]],
    [
      "a total where none was agreed",
      {},
      { chargeAmount: eur("20.00"), totalOrderAmount: eur("21.00") },
      [409, "AmountMismatch"],
    ],
    ["an unknown field", {}, { chargeAmount: eur("20.00"), capture: true }, [400, "UnrecognizedField"]],
  ])("is refused with %s, and can be done right afterwards", async (_what, details, body, expected) => {
    const id = await agreed(amazon, purchaseOf("OneTime", details))
    expect(refusal(await completeSession(amazon, id, { body: JSON.stringify(body) }))).toEqual(expected)
    expect(await amazon.control.charges()).toEqual([])
    expect((await completePurchase(amazon, id)).status).toBe(200)
  })

  it("takes 20 for 20.00, and the total that was agreed", async () => {
    const id = await agreed(amazon, purchaseOf("OneTime", total))
    const body = JSON.stringify({ chargeAmount: { amount: 20, currencyCode: "EUR" }, ...total })
    expect((await completeSession(amazon, id, { body })).status).toBe(200)
  })

  it("charges once, however often it is tried at once", async () => {
    const id = await agreed(amazon, purchaseOf("PaymentMethodOnFile"))
    const tries = await Promise.all(Array.from({ length: 10 }, () => completePurchase(amazon, id)))
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(refusal(await completePurchase(amazon, id))).toEqual([422, "InvalidCheckoutSessionStatus"])
    expect(await amazon.control.charges()).toHaveLength(1)
  })

  it.each(["always", "never", "another"] as const)("names its charge in the mode %s too", async (mode) => {
    await amazon.control.setModes({ completeShowsChargePermission: mode, getShowsChargePermission: mode })
    const id = await agreed(amazon, purchaseOf("PaymentMethodOnFile"))
    const { body } = await completePurchase(amazon, id)
    const [charge] = await amazon.control.charges()
    expect([body.chargeId, body.chargePermissionId === charge?.chargePermissionId]).toEqual([
      charge?.chargeId,
      mode === "always",
    ])
    expect((await getSession(amazon, id)).body.chargeId).toBe(charge?.chargeId)
  })

  it.each(["BuyerCanceled", "AmazonCanceled", "Declined"])("can be simulated to end %s", async (code) => {
    const id = await agreed(amazon, purchaseOf("OneTime"))
    const answer = await completePurchase(amazon, id, eur("20.00"), simulating(code))
    expect(refusal(answer)).toEqual([422, "CheckoutSessionCanceled"])
    expect(await amazon.control.wallets()).toEqual([])
    expect(await published(amazon)).toEqual([])
  })
})

describe("a payload of a purchase is refused", () => {
  const refuse = async (payload: object, change: Record<string, string> = {}) => {
    const { html } = await post(amazon, "/checkout/initiate", form(payload, change))
    return /data-testid="error-reason">([^<]*)</.exec(html)?.[1]
  }
  const wallet = (details: object, change: object = {}) => purchaseOf("PaymentMethodOnFile", details, change)

  it.each<[string, object, string]>([
    ["no amount", wallet({ chargeAmount: undefined }), "MissingParameterValue"],
    ["no intent", wallet({ paymentIntent: undefined }), "MissingParameterValue"],
    ["an unknown intent", wallet({ paymentIntent: "Capture" }), "InvalidParameterValue"],
    ["no payment details", wallet({}, { paymentDetails: undefined }), "MissingParameterValue"],
    ["a malformed amount", wallet({ chargeAmount: eur("20,00") }), "InvalidParameterValue"],
    ["yen with decimals", wallet({ chargeAmount: jpy("2000.00") }), "InvalidParameterValue"],
    ["a softDescriptor without capture", wallet({ softDescriptor: "SHOP" }), "InvalidParameterCombination"],
    [
      "a softDescriptor of 17 characters",
      wallet({ paymentIntent: "AuthorizeWithCapture", softDescriptor: "x".repeat(17) }),
      "InvalidParameterValue",
    ],
    ["a total below the charge", wallet({ totalOrderAmount: eur("19.99") }), "InvalidParameterValue"],
    ["a total in another currency", wallet({ totalOrderAmount: gbp("30.00") }), "CurrencyMismatch"],
    ["another presentment currency", wallet({ presentmentCurrency: "GBP" }), "CurrencyMismatch"],
    ["more than 150,000 EUR", wallet({ chargeAmount: eur("150000.01") }), "TransactionAmountExceeded"],
    ["more than a wallet may pay in a month", wallet({ chargeAmount: eur("15000.01") }), "PeriodicAmountExceeded"],
    ["an unknown mode", wallet({}, webCheckout({ checkoutMode: "Process" })), "InvalidParameterValue"],
    ["neither ProcessOrder nor a review page", wallet({}, webCheckout({})), "InvalidParameterCombination"],
    ["no return URL", wallet({}, { webCheckoutDetails: { checkoutMode: "ProcessOrder" } }), "MissingParameterValue"],
    [
      "no metadata where a wallet is saved",
      wallet({}, { paymentMethodOnFileMetadata: undefined }),
      "MissingParameterValue",
    ],
    [
      "a wallet's metadata where none is saved",
      purchaseOf("OneTime", {}, { paymentMethodOnFileMetadata: { setupOnly: false } }),
      "InvalidParameterCombination",
    ],
    [
      "a wallet to update where none is saved",
      purchaseOf("OneTime", {}, { chargePermissionId: "B02-0000000-0000000" }),
      "InvalidParameterCombination",
    ],
    ["recurring payments", wallet({}, { chargePermissionType: "Recurring" }), "InvalidParameterValue"],
  ])("for %s", async (_what, payload, reasonCode) => {
    expect(await refuse(payload)).toBe(reasonCode)
  })

  it("for another region's currency, and takes several in Europe", async () => {
    await visit(amazon, purchaseOf("OneTime", { chargeAmount: gbp("20.00"), presentmentCurrency: "GBP" }))
    await visit(amazon, purchaseOf("OneTime", { chargeAmount: jpy("2000") }))
    await amazon.control.addMerchant({
      merchantId: "A5AMERICA",
      storeIds: [STORE_ID],
      publicKeys: { "SANDBOX-AMERICA": merchantKey.publicKeyPem },
      region: "na",
    })
    const america = {
      merchantId: "A5AMERICA",
      publicKeyId: "SANDBOX-AMERICA",
      ledgerCurrency: "USD",
      checkoutLanguage: "en_US",
    }
    expect(await refuse(purchaseOf("OneTime"), america)).toBe("CurrencyMismatch")
  })

  function webCheckout(change: object) {
    return { webCheckoutDetails: { checkoutResultReturnUrl: RETURN_URL, ...change } }
  }
})

describe("the hosted page of a purchase", () => {
  it("shows the amount and that the wallet is saved, and says what the button does", async () => {
    const { buyerId } = await amazon.control.createBuyer()
    const page = await visit(amazon, purchaseOf("PaymentMethodOnFile", { totalOrderAmount: eur("50.00") }, metadata))
    await post(amazon, `${page}/sign-in`, { buyerId })
    const { html } = await open(amazon, page)
    expect(html).toContain('<strong data-testid="amount">20.00 EUR</strong>')
    for (const text of ["Pay with Amazon Pay", "50.00 EUR", 'data-testid="saves"', "Pay 20.00 EUR"])
      expect(html).toContain(text)
    const once = await visit(amazon, purchaseOf("OneTime"))
    expect((await open(amazon, once)).html).not.toContain('data-testid="saves"')
  })

  it.each([
    ["confirm", "Open", null],
    ["cancel", "Canceled", "BuyerCanceled"],
    ["decline", "Canceled", "Declined"],
  ] as const)("%s: back to the shop with the session %s", async (end, state, reasonCode) => {
    const { buyerId } = await amazon.control.createBuyer()
    const options = optionsFor(purchaseOf("OneTime"))
    const { checkoutSessionId, redirectUrl } = await amazon.control.actAsBuyer(options, { buyerId, end })
    expect(redirectUrl).toBe(`${RETURN_URL}?amazonCheckoutSessionId=${checkoutSessionId}`)
    expect((await getSession(amazon, checkoutSessionId)).body.statusDetails).toMatchObject({ state, reasonCode })
    expect(await amazon.control.checkoutSession(checkoutSessionId)).toMatchObject({
      flow: "purchase",
      chargeAmount: eur("20.00"),
      chargeId: null,
    })
  })

  it.each([
    ["3064", "BuyerCanceled"],
    ["3434", "Declined"],
  ])("the card %s ends it %s", async (card, reasonCode) => {
    const id = await agreed(amazon, purchaseOf("PaymentMethodOnFile"), card)
    expect((await getSession(amazon, id)).body.statusDetails).toMatchObject({ state: "Canceled", reasonCode })
    expect(refusal(await completePurchase(amazon, id))).toEqual([422, "CheckoutSessionCanceled"])
  })
})

describe("an open session of a purchase", () => {
  it("shows what the buyer agreed to", async () => {
    const details = { paymentIntent: "AuthorizeWithCapture", softDescriptor: "SHOP", totalOrderAmount: eur("50.00") }
    const id = await agreed(amazon, purchaseOf("OneTime", { ...details, allowOvercharge: true }))
    expect((await getSession(amazon, id)).body).toMatchObject({
      chargePermissionType: "OneTime",
      paymentMethodOnFileMetadata: null,
      webCheckoutDetails: { checkoutMode: "ProcessOrder" },
      paymentDetails: {
        ...details,
        chargeAmount: eur("20.00"),
        presentmentCurrency: "EUR",
        canHandlePendingAuthorization: false,
        allowOvercharge: true,
        extendExpiration: null,
      },
      constraints: [],
      chargePermissionId: null,
      chargeId: null,
    })
  })

  it("can be given another amount before the buyer agreed, and not afterwards", async () => {
    const id = await created(purchaseOf("OneTime"))
    const dearer = { paymentDetails: { chargeAmount: eur("30.00") } }
    expect((await update(id, dearer)).body.paymentDetails).toMatchObject({ chargeAmount: eur("30.00") })
    expect(refusal(await update(id, { paymentDetails: { totalOrderAmount: eur("1.00") } }))).toEqual([
      400,
      "InvalidParameterValue",
    ])
    const confirmed = await agreed(amazon, purchaseOf("OneTime"))
    expect(refusal(await update(confirmed, dearer))).toEqual([422, "InvalidCheckoutSessionStatus"])
    expect((await update(confirmed, metadata)).status).toBe(200)
  })
})

describe("a purchase with a review page in the shop", () => {
  const payload = (change: object = {}) =>
    purchaseOf(
      "PaymentMethodOnFile",
      {},
      {
        webCheckoutDetails: { checkoutReviewReturnUrl: REVIEW_URL },
        paymentDetails: undefined,
        ...change,
      },
    )

  it("goes there first, and to Amazon and back once the shop has said what it costs", async () => {
    const { buyerId } = await amazon.control.createBuyer()
    const { checkoutSessionId: id, redirectUrl } = await amazon.control.actAsBuyer(optionsFor(payload()), {
      buyerId,
      end: "confirm",
    })
    expect(redirectUrl).toBe(`${REVIEW_URL}?amazonCheckoutSessionId=${id}`)
    const reviewed = await getSession(amazon, id)
    expect(constraints(reviewed)).toEqual([
      "CheckoutResultReturnUrlNotSet",
      "ChargeAmountNotSet",
      "PaymentIntentNotSet",
    ])
    const { amazonPayRedirectUrl } = reviewed.body.webCheckoutDetails as unknown as { amazonPayRedirectUrl: string }
    const early = await open(amazon, amazonPayRedirectUrl)
    expect([early.status, early.html]).toEqual([409, expect.stringContaining("ChargeAmountNotSet")])
    expect(refusal(await completePurchase(amazon, id))).toEqual([422, "InvalidCheckoutSessionStatus"])

    const said = await update(id, {
      webCheckoutDetails: { checkoutResultReturnUrl: RETURN_URL },
      paymentDetails: { paymentIntent: "Authorize", chargeAmount: eur("20.00") },
    })
    expect(constraints(said)).toEqual([])
    const back = await open(amazon, amazonPayRedirectUrl)
    expect([back.status, back.location]).toEqual([303, `${RETURN_URL}?amazonCheckoutSessionId=${id}`])
    expect((await completePurchase(amazon, id)).body).toMatchObject({ chargeId: expect.any(String) })
  })

  it("is declined at the end with a card that is", async () => {
    const id = await agreed(
      amazon,
      payload({
        webCheckoutDetails: { checkoutReviewReturnUrl: REVIEW_URL, checkoutResultReturnUrl: RETURN_URL },
        paymentDetails: { paymentIntent: "Authorize", chargeAmount: eur("20.00") },
      }),
      "3434",
    )
    const { body } = await getSession(amazon, id)
    expect(body.statusDetails).toMatchObject({ state: "Open" })
    const { amazonPayRedirectUrl } = body.webCheckoutDetails as unknown as { amazonPayRedirectUrl: string }
    expect((await open(amazon, amazonPayRedirectUrl)).location).toContain(RETURN_URL)
    expect((await getSession(amazon, id)).body.statusDetails).toMatchObject({ reasonCode: "Declined" })
  })

  function constraints({ body }: { body: Record<string, never> }): string[] {
    const all = body.constraints as unknown as { constraintId: string }[]
    return all.map(({ constraintId }) => constraintId)
  }
})

async function created(payload: object): Promise<string> {
  const { body } = await call(amazon, {
    method: "POST",
    path: "/v2/checkoutSessions",
    headers: { "x-amz-pay-idempotency-key": newKey() },
    body: JSON.stringify(payload),
  })
  return body.checkoutSessionId ?? ""
}

function update(id: string, change: object) {
  return call(amazon, { method: "PATCH", path: `/v2/checkoutSessions/${id}`, body: JSON.stringify(change) })
}
