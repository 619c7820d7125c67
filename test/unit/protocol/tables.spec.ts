import { inspect } from "node:util"
import {
  actionFor,
  AmazonPayError,
  manageUrl,
  REASONS,
  REGION_ALIASES,
  REGIONS,
  sellerCentralUrl,
} from "../../../src/protocol"
import { PERMISSION_ID } from "../support/samples"

describe("the region table", () => {
  it.each([
    ["na", "pay-api.amazon.com", "https://static-na.payments-amazon.com/checkout.js", ["USD"], ["en_US"], true],
    [
      "eu",
      "pay-api.amazon.eu",
      "https://static-eu.payments-amazon.com/checkout.js",
      ["EUR", "GBP"],
      ["en_GB", "de_DE", "fr_FR", "it_IT", "es_ES"],
      true,
    ],
    ["jp", "pay-api.amazon.jp", "https://static-fe.payments-amazon.com/checkout.js", ["JPY"], ["ja_JP"], false],
  ] as const)(
    "%s has Amazon's hosts, currencies and languages",
    (region, apiHost, scriptUrl, money, languages, page) => {
      expect(REGIONS[region]).toMatchObject({
        apiHost,
        scriptUrl,
        ledgerCurrencies: money,
        checkoutLanguages: languages,
        hostedUpdatePage: page,
      })
    },
  )

  it("knows the names that Amazon's SDKs use", () => {
    expect(REGION_ALIASES).toEqual({ us: "na", de: "eu", uk: "eu" })
  })

  it.each([
    ["na", `https://payments.amazon.com/jr/your-account/ba/${PERMISSION_ID}`],
    ["eu", `https://payments.amazon.com/jr/your-account/ba/${PERMISSION_ID}`],
    ["jp", `https://pay.amazon.com/jp/jr/your-account/ba/${PERMISSION_ID}`],
  ] as const)("sends buyers in %s to Amazon's page for their wallet", (region, url) => {
    expect(manageUrl(region, PERMISSION_ID)).toBe(url)
  })

  it.each([
    ["na", "https://sellercentral.amazon.com"],
    ["eu", "https://sellercentral-europe.amazon.com"],
    ["jp", "https://sellercentral-japan.amazon.com"],
  ] as const)("sends merchants in %s to their own Seller Central", (region, host) => {
    expect(sellerCentralUrl(region, PERMISSION_ID)).toBe(
      `${host}/hz/me/pmd/payment-details?orderReferenceId=${PERMISSION_ID}`,
    )
    expect(sellerCentralUrl(region, "a&b=c")).toMatch(/=a%26b%3Dc$/)
  })

  it("keeps an id from becoming another path", () => {
    expect(manageUrl("eu", "../../evil")).toBe("https://payments.amazon.com/jr/your-account/ba/..%2F..%2Fevil")
  })
})

describe("the table of reasons", () => {
  it.each([
    "PaymentMethodInvalid",
    "PaymentMethodDeleted",
    "BillingAddressDeleted",
    "PaymentMethodExpired",
    "PaymentMethodNotAllowed",
    "PaymentMethodNotSet",
    "MFAFailed",
  ])("sends the buyer of a wallet with %s to the update page", (reason) => {
    expect(REASONS[reason]?.action).toBe("update")
    expect(actionFor("non_chargeable", [reason])).toBe("update")
  })

  it.each([
    ...["MerchantClosed", "MerchantCanceled", "BuyerClosed", "BuyerCanceled"],
    ...["AmazonClosed", "AmazonCanceled", "Expired"],
  ])("has a closed wallet with %s set up again", (reason) => {
    expect(REASONS[reason]?.action).toBe("set_up_again")
    expect(actionFor("closed", [reason])).toBe("set_up_again")
  })

  it("explains every reason in words", () => {
    for (const { meaning } of Object.values(REASONS)) expect(meaning).toMatch(/^[A-Z].+\.$/)
  })

  it.each([
    ["chargeable", [], "none"],
    ["chargeable", ["PaymentMethodExpired"], "none"],
    ["non_chargeable", [], "update"],
    ["non_chargeable", ["ChargeInProgress"], "wait"],
    ["non_chargeable", ["ChargeInProgress", "PaymentMethodExpired"], "update"],
    ["non_chargeable", ["SomethingNew"], "update"],
    ["non_chargeable", ["__proto__"], "update"],
    ["non_chargeable", ["constructor"], "update"],
    ["closed", [], "set_up_again"],
    ["closed", ["ChargeInProgress"], "set_up_again"],
  ] as const)("advises for a %s wallet with reasons %j: %s", (status, reasons, action) => {
    expect(actionFor(status, reasons)).toBe(action)
  })
})

describe("an error of this protocol", () => {
  it.each([
    ["invalid_input", false],
    ["invalid_response", false],
    ["request_refused", false],
    ["throttled", true],
    ["unavailable", true],
    ["timeout", true],
    ["sns_malformed", false],
    ["sns_refused", false],
    ["sns_certificate_unavailable", true],
  ] as const)("with code %s says whether trying again can help: %s", (code, retryable) => {
    expect(new AmazonPayError(code, "x").retryable).toBe(retryable)
  })

  it("carries what Amazon said", () => {
    const details = { status: 422, reasonCode: "InvalidCheckoutSessionStatus", requestId: "r", retryAfterSeconds: 1 }
    expect(new AmazonPayError("request_refused", "no", details)).toMatchObject(details)
  })

  it("keeps its cause", () => {
    const cause = new Error("socket hang up")
    expect(new AmazonPayError("unavailable", "gone", { cause }).cause).toBe(cause)
  })

  it("shows no empty cause", () => {
    expect(inspect(new AmazonPayError("timeout", "late"))).not.toContain("cause")
  })
})
