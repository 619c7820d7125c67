import type { Environment } from "./wallet"

/** How a payment stands at Amazon: as its charge does, or why it has none. */
export const PAYMENT_STATES = [
  "waiting_for_buyer",
  "outcome_unknown",
  "authorization_pending",
  "authorized",
  "capture_pending",
  "captured",
  "canceled",
  "declined",
] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]

export const MOVEMENT_STATES = ["done", "pending", "declined", "unknown"] as const
export type MovementState = (typeof MOVEMENT_STATES)[number]

/** One capture or refund at Amazon. */
export type PaymentMovement = {
  id: string
  kind: "capture" | "refund"
  amount: string
  currency_code: string
  state: MovementState
  /** Amazon's charge or refund. */
  amazon_id: string | null
  reason_code: string | null
  /** Asked for by the store, or made at Amazon without it. */
  made_in: "store" | "amazon"
  /** Whether Medusa has it too. */
  is_recorded: boolean
  created_at: string
}

/** A buyer's dispute. Amazon's notification says whose it is and when; why, stands in Seller Central. */
export type Chargeback = {
  id: string
  charge_permission_id: string
  wallet_id: string | null
  /** The payment, where the wallet paid for one only: Amazon does not say more. */
  payment_session_id: string | null
  charge_id: string | null
  /** What was paid with that charge. */
  amount: string | null
  currency_code: string | null
  opened_at: string
}

/** Why a charge came to nothing, and what helps. */
export type PaymentDecline = { reason_code: string; action: string }

/** A payment with Amazon Pay as Amazon has it, told without asking Amazon. Amounts are decimal texts. */
export type AdminPayment = {
  /** Medusa's payment session. */
  id: string
  /** Medusa's payment, once there is one. */
  payment_id: string | null
  merchant_account: string
  environment: Environment
  /** The buyer's, or the merchant's who charged without the buyer. */
  initiator: "customer" | "merchant"
  customer_id: string | null
  wallet_id: string | null
  /** Amazon's display text of the wallet when the payment began. */
  payment_descriptor: string | null
  charge_permission_id: string | null
  charge_id: string | null
  state: PaymentState
  reason_code: string | null
  /** Until when it can be captured. */
  expires_at: string | null
  decline: PaymentDecline | null
  currency_code: string
  authorized_amount: string
  captured_amount: string
  refunded_amount: string
  /** Oldest first. */
  movements: PaymentMovement[]
  chargebacks: Chargeback[]
  /** The merchant's page about it in Seller Central. */
  seller_central_url: string | null
}

export type AdminPaymentListResponse = { payments: AdminPayment[] }
