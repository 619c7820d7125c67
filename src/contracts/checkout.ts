import type { WalletUpdate } from "./update"

/** The exact argument of `amazon.Pay.initCheckout`; Amazon's camelCase is kept. */
export type InitCheckoutOptions = {
  merchantId: string
  ledgerCurrency: string
  sandbox: boolean
  checkoutLanguage: string
  productType: "PayOnly" | "PayAndShip"
  placement: "Other"
  createCheckoutSessionConfig: {
    /** The signed string, byte for byte. */
    payloadJSON: string
    signature: string
    publicKeyId: string
    algorithm: string
  }
}

/** Answer of every route that starts something on Amazon's hosted page. */
export type CheckoutResponse = {
  checkout: {
    /** Amazon's script of the merchant's region. */
    script_url: string
    options: InitCheckoutOptions
  }
  update: WalletUpdate
}
