/** Shapes of the HTTP API shared by routes, the storefront widget and the admin. JSON, snake_case, ISO-8601 times. */

export const WALLET_STATUSES = ["chargeable", "non_chargeable", "closed"] as const
export type WalletStatus = (typeof WALLET_STATUSES)[number]

/** What the buyer should do next about a wallet. */
export const WALLET_ACTIONS = ["none", "update", "set_up_again", "wait"] as const
export type WalletAction = (typeof WALLET_ACTIONS)[number]

export const PRODUCT_TYPES = ["pay_only", "pay_and_ship"] as const
export type ProductType = (typeof PRODUCT_TYPES)[number]

export type Environment = "sandbox" | "live"

/** An address as Amazon gives it; any part may be missing. */
export type WalletAddress = {
  name: string | null
  address_line_1: string | null
  address_line_2: string | null
  address_line_3: string | null
  city: string | null
  county: string | null
  district: string | null
  state_or_region: string | null
  postal_code: string | null
  country_code: string | null
  phone_number: string | null
}

/** A customer's saved wallet: an Amazon Pay charge permission of type PaymentMethodOnFile. */
export type Wallet = {
  id: string
  charge_permission_id: string
  status: WalletStatus
  /** Amazon's reason codes for the status, e.g. `PaymentMethodExpired`. */
  reasons: string[]
  action: WalletAction
  /** Amazon's display text of the payment method, e.g. `Visa ****1111`. */
  payment_descriptor: string | null
  product_type: ProductType
  shipping_address: WalletAddress | null
  billing_address: WalletAddress | null
  merchant_account: string
  environment: Environment
  /** Amazon's own page for this wallet. */
  manage_url: string
  created_at: string
  updated_at: string
  last_checked_at: string | null
}

export type AdminWallet = Wallet & {
  customer_id: string
  /** The merchant's page about it in Seller Central. */
  seller_central_url: string
}
