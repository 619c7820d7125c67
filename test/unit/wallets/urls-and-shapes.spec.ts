import { resolveOptions } from "../../../src/options/resolve"
import type { WalletEntity, WalletUpdateEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { toWallet, toWalletUpdate } from "../../../src/modules/amazon-pay/presentation"
import { checkoutResponse } from "../../../src/modules/amazon-pay/updates/checkout"
import { accountPageUrl, returnUrls } from "../../../src/modules/amazon-pay/updates/return-urls"
import { merchantAccount, storeOptions } from "../support/options"
import { PERMISSION_ID, SESSION_ID } from "../support/samples"

const WHEN = new Date("2026-06-01T12:00:00Z")

const wallet = {
  id: "apw_1",
  customer_id: "cus_1",
  merchant_account: "default",
  environment: "sandbox",
  charge_permission_id: PERMISSION_ID,
  status: "non_chargeable",
  reasons: ["PaymentMethodExpired"],
  product_type: "pay_only",
  payment_descriptor: "Visa ****1111",
  shipping_address: null,
  billing_address: null,
  last_checked_at: WHEN,
  created_at: WHEN,
  updated_at: WHEN,
  read_ticket: "7",
  read_lease_until: WHEN,
} as WalletEntity

const update = {
  id: "apwu_1",
  wallet_id: "apw_1",
  customer_id: "cus_1",
  update_type: "payment_method",
  initiated_by: "customer",
  status: "started",
  sources: [],
  changes: [],
  reason_code: null,
  message: null,
  checkout_session_id: null,
  started_at: WHEN,
  completed_at: null,
  created_at: WHEN,
  token: "SECRET",
  token_hash: "SECRET",
  payload_json: "SECRET",
  signature: "SECRET",
} as unknown as WalletUpdateEntity

const resolve = (more: Parameters<typeof storeOptions>[0] = {}) =>
  resolveOptions(storeOptions(more), { production: false })

describe("where Amazon sends the buyer", () => {
  it("is the return handler of the backend", () => {
    expect(returnUrls(resolve(), "token")).toEqual({
      returnUrl: "https://api.shop.example/amazon-pay/return/token",
      cancelUrl: "https://api.shop.example/amazon-pay/cancel/token",
    })
  })

  it("is the storefront's own page where the store says so", () => {
    const options = resolve({
      returnTo: "storefront",
      storefrontUrl: "https://shop.example/de/",
      accountPath: "/konto/",
    })
    expect(returnUrls(options, "token").returnUrl).toBe("https://shop.example/de/konto/return/token")
  })

  it("fits Amazon's 512 characters however long the configured URLs may be", () => {
    const storefrontUrl = "https://shop.example/".padEnd(300, "x")
    const options = resolve({ returnTo: "storefront", storefrontUrl, accountPath: "/".padEnd(100, "y") })
    const { returnUrl, cancelUrl } = returnUrls(options, "t".repeat(43))
    expect(Math.max(returnUrl.length, cancelUrl.length)).toBeLessThanOrEqual(512)
  })
})

describe("where the buyer ends up", () => {
  it("is the account page, with nothing but what happened to which update", () => {
    expect(accountPageUrl(resolve(), "completed", { updateId: "apwu_1" })).toBe(
      "https://shop.example/account/amazon-pay?amazon_pay=completed&update=apwu_1",
    )
  })

  it("has the session's id where the storefront is to complete it", () => {
    const url = accountPageUrl(resolve(), "pending", { updateId: "apwu_1", checkoutSessionId: SESSION_ID })
    expect(new URL(url).searchParams.get("amazonCheckoutSessionId")).toBe(SESSION_ID)
  })

  it("cannot be led elsewhere by what is in it", () => {
    const url = new URL(accountPageUrl(resolve(), "failed", { updateId: "&x=//evil.example#?" }))
    expect([url.origin, url.pathname, url.hash]).toEqual(["https://shop.example", "/account/amazon-pay", ""])
    expect(url.searchParams.get("update")).toBe("&x=//evil.example#?")
    expect([...url.searchParams.keys()]).toEqual(["amazon_pay", "update"])
  })
})

describe("what a customer sees", () => {
  it("of a wallet is exactly the contract, with what to do about it", () => {
    expect(toWallet(wallet, { region: "eu" })).toEqual({
      id: "apw_1",
      charge_permission_id: PERMISSION_ID,
      status: "non_chargeable",
      reasons: ["PaymentMethodExpired"],
      action: "update",
      payment_descriptor: "Visa ****1111",
      product_type: "pay_only",
      shipping_address: null,
      billing_address: null,
      merchant_account: "default",
      environment: "sandbox",
      manage_url: `https://payments.amazon.com/jr/your-account/ba/${PERMISSION_ID}`,
      created_at: "2026-06-01T12:00:00.000Z",
      updated_at: "2026-06-01T12:00:00.000Z",
      last_checked_at: "2026-06-01T12:00:00.000Z",
    })
  })

  it("of an update is nothing that was signed", () => {
    expect(toWalletUpdate(update)).toMatchObject({ id: "apwu_1", started_at: "2026-06-01T12:00:00.000Z" })
    expect(JSON.stringify(toWalletUpdate(update))).not.toContain("SECRET")
  })
})

describe("what the storefront hands to Amazon's script", () => {
  const payloadJson = '{"storeName":"a/b </script> \u2028 Müller"}'
  const signed = { payloadJson, signature: "sig", publicKeyId: "SANDBOX-A", algorithm: "AMZN-PAY-RSASSA-PSS-V2" }

  it.each(["PayOnly", "PayAndShip"] as const)("is the exact argument of initCheckout for %s", (productType) => {
    const { checkout } = checkoutResponse(merchantAccount(), update, { ...signed, productType })
    expect(checkout).toEqual({
      script_url: "https://static-eu.payments-amazon.com/checkout.js",
      options: {
        merchantId: "A1EXAMPLEMERCH",
        ledgerCurrency: "EUR",
        sandbox: true,
        checkoutLanguage: "en_GB",
        productType,
        placement: "Other",
        createCheckoutSessionConfig: {
          payloadJSON: payloadJson,
          signature: "sig",
          publicKeyId: "SANDBOX-A",
          algorithm: "AMZN-PAY-RSASSA-PSS-V2",
        },
      },
    })
  })

  it("carries the signed bytes through JSON unchanged", () => {
    const answer = checkoutResponse(merchantAccount(), update, { ...signed, productType: "PayOnly" })
    const read = JSON.parse(JSON.stringify(answer)) as typeof answer
    expect(Buffer.from(read.checkout.options.createCheckoutSessionConfig.payloadJSON)).toEqual(Buffer.from(payloadJson))
  })
})
