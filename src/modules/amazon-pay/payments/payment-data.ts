import type { CheckoutResponse } from "../../../contracts"
import { refusal } from "../errors"

/** Why a charge came to nothing, for the storefront. */
export type Decline = { reason_code: string; action: string }

/**
 * What Medusa keeps with a payment session and its payment for us. The storefront sees it. It may send `wallet_id` and
 * `save_wallet` when the session begins; every member is written here then, so that nothing else of what a browser sends
 * is ever believed.
 */
export type PaymentData = {
  session_id: string
  /** The saved wallet it is paid with; none for a payment on Amazon's page. */
  wallet_id: string | null
  customer_id: string | null
  initiator: "customer" | "merchant"
  /** Whether a payment on Amazon's page also saves the wallet. */
  save_wallet: boolean
  /** The session the buyer came back with from Amazon's page. Whose it is, is found out at Amazon. */
  checkout_session_id: string | null
  amount: string
  currency_code: string
  payment_descriptor: string | null
  /** What to hand to `amazon.Pay.initCheckout` until the buyer is back. */
  checkout: CheckoutResponse["checkout"] | null
  charge_id: string | null
  charge_permission_id: string | null
  charge_state: string | null
  /** Where the buyer has to confirm the charge. */
  redirect_url: string | null
  decline: Decline | null
}

/**
 * Our data out of what Medusa hands back.
 *
 * @throws MedusaError `payment_session_not_found` when it is not ours
 */
export function paymentData(data: Record<string, unknown> | undefined): PaymentData {
  if (typeof data?.session_id !== "string") throw refusal("payment_session_not_found")
  return data as PaymentData
}
