/**
 * @jest-environment jsdom
 */
import { checkoutScript } from "../../src/simulator/browser/checkout-js"
import type { SimulatorRegion } from "../../src/simulator/regions"

type Pay = {
  initCheckout(options?: unknown): void
  renderButton(selector: unknown, options?: unknown): HTMLElement
}

const payloadJSON = '{"storeId":"amzn1.application-oa2-client.x","scopes":["name","email"],"note":"<b>\\u00e9</b>"}'
const config = { payloadJSON, signature: "c2ln", publicKeyId: "SANDBOX-KEY", algorithm: "AMZN-PAY-RSASSA-PSS-V2" }
const options = {
  merchantId: "A1",
  ledgerCurrency: "EUR",
  checkoutLanguage: "de_DE",
  sandbox: true,
  productType: "PayOnly",
  placement: "Other",
  createCheckoutSessionConfig: config,
}
const without = (name: string) => Object.fromEntries(Object.entries(options).filter(([member]) => member !== name))
const withConfig = (change: object) => ({ ...options, createCheckoutSessionConfig: { ...config, ...change } })

let submitted: HTMLFormElement[]

beforeEach(() => {
  submitted = []
  document.body.replaceChildren()
  jest.spyOn(HTMLFormElement.prototype, "submit").mockImplementation(function (this: HTMLFormElement) {
    submitted.push(this)
  })
})
afterEach(() => jest.restoreAllMocks())

function load(region: SimulatorRegion = "eu"): Pay {
  window.eval(checkoutScript(region, "https://amazon.example"))
  return (window as unknown as { amazon: { Pay: Pay } }).amazon.Pay
}

function fields(): Record<string, string> {
  const inputs = Array.from(submitted[0]?.querySelectorAll("input") ?? [])
  return Object.fromEntries(inputs.map(({ name, value }) => [name, value]))
}

function thrownBy(run: () => void): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error("nothing was thrown")
}

it("posts the hidden form that Amazon's script posts, the payload byte for byte", () => {
  load().initCheckout(options)
  const [form] = submitted
  expect([form?.name, form?.method, form?.action]).toEqual([
    "amazonpay-checkout-signature-data-form",
    "post",
    "https://amazon.example/checkout/initiate",
  ])
  expect(document.body.contains(form ?? null)).toBe(true)
  expect(fields()).toEqual({
    payloadJSON,
    signature: "c2ln",
    publicKeyId: "SANDBOX-KEY",
    publicKeyIdMismatch: "false",
    algorithm: "AMZN-PAY-RSASSA-PSS-V2",
    checkoutLanguage: "de_DE",
    ledgerCurrency: "EUR",
    merchantId: "A1",
    productType: "PayOnly",
    environment: "SANDBOX",
    scopes: "name email",
    merchantDomain: "localhost",
    origin_url: "http://localhost/",
    viewType: "redirectView",
    weblabData: "",
    apaySessionSet: "",
    estimatedOrderAmount: "",
  })
})

describe("what is left out", () => {
  it.each([
    ["algorithm", withConfig({ algorithm: undefined }), "algorithm", "AMZN-PAY-RSASSA-PSS"],
    ["sandbox", without("sandbox"), "environment", "LIVE"],
    ["productType", without("productType"), "productType", "PayAndShip"],
    ["checkoutLanguage", without("checkoutLanguage"), "checkoutLanguage", "en_GB"],
  ])("%s has Amazon's default", (_name, given, field, value) => {
    load().initCheckout(given)
    expect(fields()[field]).toBe(value)
  })

  it("checkoutLanguage follows the browser where the region has its language", () => {
    jest.spyOn(window.navigator, "language", "get").mockReturnValue("fr-FR")
    load().initCheckout(without("checkoutLanguage"))
    expect(fields().checkoutLanguage).toBe("fr_FR")
  })
})

describe("what is wrong is thrown as a string, and nothing is posted", () => {
  it.each([
    ["no options", undefined, "Missing parameter 'options'."],
    ["no merchantId", without("merchantId"), "Missing parameter 'merchantId' in the options object."],
    ["no ledgerCurrency", without("ledgerCurrency"), "Missing parameter 'ledgerCurrency' in the options object."],
    ["no placement", without("placement"), "Missing parameter 'placement' in the options object."],
    [
      "no publicKeyId",
      withConfig({ publicKeyId: "" }),
      "Missing field publicKeyId for createCheckoutSessionConfig parameter.",
    ],
    [
      "no signature",
      withConfig({ signature: undefined }),
      "Missing field signature for createCheckoutSessionConfig parameter.",
    ],
    [
      "no payload",
      withConfig({ payloadJSON: undefined }),
      "Missing field payloadJSON for createCheckoutSessionConfig parameter.",
    ],
    [
      "another region's currency",
      { ...options, ledgerCurrency: "USD" },
      "AmazonPay:\nInvalid value 'USD' for 'ledgerCurrency'",
    ],
    [
      "another region's language",
      { ...options, checkoutLanguage: "en_US" },
      "AmazonPay:\nInvalid value 'en_US' for 'checkoutLanguage'",
    ],
    ["another placement", { ...options, placement: "Footer" }, "AmazonPay:\nInvalid value 'Footer' for 'placement'"],
    [
      "another product type",
      { ...options, productType: "pay_only" },
      "AmazonPay:\nInvalid value 'pay_only' for 'productType'",
    ],
  ])("%s", (_what, given, message) => {
    const pay = load()
    expect(thrownBy(() => pay.initCheckout(given))).toBe(message)
    expect(submitted).toEqual([])
  })

  it("no configuration", () => {
    const pay = load()
    expect(thrownBy(() => pay.initCheckout(without("createCheckoutSessionConfig")))).toContain(
      "createCheckoutSessionConfig",
    )
  })
})

describe("regions", () => {
  it.each([
    ["na", "USD", "en_US"],
    ["eu", "EUR", "es_ES"],
    ["eu", "GBP", "en_GB"],
    ["jp", "JPY", "ja_JP"],
  ] as const)("%s takes %s and %s", (region, ledgerCurrency, checkoutLanguage) => {
    load(region).initCheckout({ ...options, ledgerCurrency, checkoutLanguage })
    expect(fields()).toMatchObject({ ledgerCurrency, checkoutLanguage })
  })
})

describe("estimatedOrderAmount", () => {
  it.each([
    [{ amount: "109.99", currencyCode: "EUR" }, '{"amount":"109.99","currencyCode":"EUR"}'],
    [{ amount: "500", currencyCode: "JPY" }, '{"amount":"500","currencyCode":"JPY"}'],
  ])("%j is posted", (estimatedOrderAmount, posted) => {
    load().initCheckout({ ...options, estimatedOrderAmount })
    expect(fields().estimatedOrderAmount).toBe(posted)
  })

  it.each([
    { amount: "0", currencyCode: "EUR" },
    { amount: "1.999", currencyCode: "EUR" },
    { amount: "1.5", currencyCode: "JPY" },
    { amount: "1", currencyCode: "XYZ" },
  ])("%j is dropped with a complaint on the console", (estimatedOrderAmount) => {
    const complaint = jest.spyOn(console, "error").mockImplementation(() => undefined)
    load().initCheckout({ ...options, estimatedOrderAmount })
    expect(fields().estimatedOrderAmount).toBe("")
    expect(complaint).toHaveBeenCalledTimes(1)
  })
})

describe("renderButton", () => {
  it("puts a button into the page that starts the checkout", () => {
    document.body.innerHTML = '<div id="here"></div>'
    load().renderButton("#here", options)
    expect(submitted).toEqual([])
    document.querySelector<HTMLButtonElement>("#here button")?.click()
    expect(fields()).toMatchObject({ payloadJSON, publicKeyId: "SANDBOX-KEY" })
  })

  it("throws for a key of the other environment, which initCheckout does not", () => {
    const pay = load()
    document.body.innerHTML = '<div id="here"></div>'
    const live = withConfig({ publicKeyId: "LIVE-KEY" })
    expect(thrownBy(() => pay.renderButton("#here", live))).toBe("AmazonPay:\nInvalid value 'true' for 'sandbox'")
    pay.initCheckout(live)
    expect(fields().publicKeyId).toBe("LIVE-KEY")
  })
})
