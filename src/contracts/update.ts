import type { WalletAddress } from "./wallet"

export const UPDATE_TYPES = ["set_up", "payment_method", "shipping_address"] as const
export type UpdateType = (typeof UPDATE_TYPES)[number]

/** The update types a customer may start on an existing wallet. */
export const WALLET_UPDATE_TYPES = ["payment_method", "shipping_address"] as const
export type WalletUpdateType = (typeof WALLET_UPDATE_TYPES)[number]

export const UPDATE_STATUSES = ["started", "pending", "completed", "canceled", "declined", "failed", "expired"] as const
export type UpdateStatus = (typeof UPDATE_STATUSES)[number]

export const UPDATE_SOURCES = ["return", "ipn", "reconciliation", "admin"] as const
export type UpdateSource = (typeof UPDATE_SOURCES)[number]

export const UPDATE_INITIATORS = ["customer", "amazon", "admin", "system"] as const
export type UpdateInitiator = (typeof UPDATE_INITIATORS)[number]

/** Fields of a wallet whose changes are recorded. */
export const CHANGE_FIELDS = [
  "status",
  "reasons",
  "payment_descriptor",
  "shipping_address",
  "billing_address",
  "product_type",
] as const
export type ChangeField = (typeof CHANGE_FIELDS)[number]

/** The value of a recorded field: words, reason codes or an address. */
export type ChangeValue = string | string[] | WalletAddress | null

export type WalletChange = { field: ChangeField; before: ChangeValue; after: ChangeValue }

/** Our own codes for how an update ended, beside Amazon's. */
export const OWN_REASON_CODES = [
  /** Amazon completed a set-up and has not said yet which charge permission it made. */
  "charge_permission_unknown",
  /** Amazon speaks of two charge permissions for one session. */
  "charge_permission_mismatch",
  "wallet_of_another_customer",
  "not_a_saved_wallet",
] as const
export type OwnReasonCode = (typeof OWN_REASON_CODES)[number]

/** One line of a wallet's history. */
export type WalletUpdate = {
  id: string
  wallet_id: string | null
  customer_id: string
  /** `null` for a change nobody started from here. */
  update_type: UpdateType | null
  initiated_by: UpdateInitiator
  status: UpdateStatus
  sources: UpdateSource[]
  changes: WalletChange[]
  /** Amazon's or our own stable code for what happened. */
  reason_code: string | null
  /** The same in words a buyer can read. */
  message: string | null
  checkout_session_id: string | null
  started_at: string | null
  completed_at: string | null
  created_at: string
}

/** What the storefront is told in the query string after a return. */
export const RETURN_OUTCOMES = ["completed", "canceled", "declined", "failed", "pending"] as const
export type ReturnOutcome = (typeof RETURN_OUTCOMES)[number]
