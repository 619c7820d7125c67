import type { CheckoutResponse, Wallet, WalletUpdate } from "../../../src/contracts"

export const UPDATE: WalletUpdate = {
  id: "apwu_01",
  wallet_id: "apw_01",
  customer_id: "cus_01",
  update_type: "payment_method",
  initiated_by: "customer",
  status: "started",
  sources: [],
  changes: [],
  reason_code: null,
  message: null,
  checkout_session_id: null,
  started_at: "2026-11-24T10:00:00.000Z",
  completed_at: null,
  created_at: "2026-11-24T10:00:00.000Z",
}

export const WALLET: Wallet = {
  id: "apw_01",
  charge_permission_id: "B01-0000000-0000000",
  status: "chargeable",
  reasons: [],
  action: "none",
  payment_descriptor: "Visa ****1111",
  product_type: "pay_only",
  shipping_address: null,
  billing_address: null,
  merchant_account: "default",
  environment: "live",
  manage_url: "https://payments.amazon.com/jr/your-account/ba/B01-0000000-0000000",
  created_at: "2026-11-24T10:00:00.000Z",
  updated_at: "2026-11-24T10:00:00.000Z",
  last_checked_at: null,
}

export const TOKEN = "dGhpcyBpcyBub3QgYSByZWFsIHJldHVybiB0b2tlbiE"
export const SESSION_ID = "d2c9b7a0-3b1f-4a52-9f0e-6a1c5b8e4f10"

/** Spaces, escapes and a snowman: whatever touches the string changes it. */
export function payloadJson(returnUrl: string): string {
  return `{ "webCheckoutDetails" : {"checkoutResultReturnUrl":"${returnUrl.replaceAll("/", "\\/")}"},  "note":"a\\u0026b ☃ <script>"}`
}

export function checkoutResponse({
  scriptUrl = "https://static-eu.payments-amazon.com/checkout.js",
  returnUrl = `https://store.example/amazon-pay/return/${TOKEN}`,
} = {}): CheckoutResponse {
  return {
    checkout: {
      script_url: scriptUrl,
      options: {
        merchantId: "A1EXAMPLE",
        ledgerCurrency: "EUR",
        sandbox: true,
        checkoutLanguage: "de_DE",
        productType: "PayAndShip",
        placement: "Other",
        createCheckoutSessionConfig: {
          payloadJSON: payloadJson(returnUrl),
          signature: "c2lnbmF0dXJl+/==",
          publicKeyId: "SANDBOX-EXAMPLE",
          algorithm: "AMZN-PAY-RSASSA-PSS-V2",
        },
      },
    },
    update: UPDATE,
  }
}

let scripts = 0

/** The load of a script is remembered for as long as the page lives, so each test has its own. */
export function freshScriptUrl(): string {
  return `https://static-eu.payments-amazon.com/checkout.js?test=${++scripts}`
}

export function scriptElement(url: string): HTMLScriptElement | null {
  return Array.from(document.scripts).find((script) => script.src === url) ?? null
}

/** Waits for the script element and answers as the network would. jsdom loads nothing by itself. */
export async function answerScript(url: string, event: "load" | "error" = "load"): Promise<void> {
  await flush()
  const script = scriptElement(url)
  if (!script) throw new Error(`no script element for ${url}`)
  script.dispatchEvent(new Event(event))
  await flush()
}

/** Lets every promise that can settle do so, with real or fake timers. */
export async function flush(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

export function setOnline(online: boolean): void {
  Object.defineProperty(navigator, "onLine", { configurable: true, value: online })
}
