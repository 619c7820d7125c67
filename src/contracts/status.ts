import type { Environment } from "./wallet"

/** What each line of the checklist can say. */
export const STATUS_CHECK_CODES = [
  "keys_ok",
  "keys_rotating",
  "region_ok",
  "region_without_update_page",
  "urls_ok",
  "urls_local",
  "topics_ok",
  "topics_waiting",
  "topics_none",
  "notifications_ok",
  "notifications_none",
  "notifications_stuck",
  "dead_letters_ok",
  "dead_letters_some",
  "mismatches_ok",
  "mismatches_some",
  "payments_ok",
  "payments_unknown",
  "payments_unrecorded",
  "chargebacks_ok",
  "chargebacks_some",
  "reconciliation_ok",
  "reconciliation_never",
  "reconciliation_late",
  "reconciliation_failed",
] as const
export type StatusCheckCode = (typeof STATUS_CHECK_CODES)[number]

/** One line of the set-up checklist. */
export type StatusCheck = {
  /** Stable name of the check. */
  id:
    | "keys"
    | "region"
    | "urls"
    | "topics"
    | "notifications"
    | "dead_letters"
    | "mismatches"
    | "payments"
    | "chargebacks"
    | "reconciliation"
  level: "ok" | "warning" | "error"
  /** What it says, for screens that say it in another language; `params` are its variables. */
  code: StatusCheckCode
  params: Record<string, string | number>
  message: string
  /** What to do, or `null` when all is well. */
  fix: string | null
}

export type StatusAccount = {
  id: string
  merchant_id: string
  region: string
  environment: Environment
  ledger_currency: string
  checkout_language: string
  algorithm: string
  /** The first signs. */
  public_key_ids: string[]
  /** Whether Amazon offers its hosted update page in this region. */
  update_page: boolean
}

export type StatusJob = {
  /** `inbox`, `reconcile` or `retention`. */
  name: string
  started_at: string
  /** Seconds since it began. */
  age_seconds: number
  finished_at: string | null
  error: string | null
  result: Record<string, number> | null
}

export type AdminStatusResponse = {
  status: {
    accounts: StatusAccount[]
    /** Where Amazon has to be told to send notifications. */
    ipn_url: string
    return_url_base: string
    storefront_account_url: string
    notifications: {
      /** Those that there are, each counted up to 10,001, which stands for more than 10,000. */
      by_status: Record<string, number>
      last_received_at: string | null
      /** Seconds since then. */
      last_received_age_seconds: number | null
      /** Due and not yet worked off, counted up to 10,001. */
      backlog: number
      /** Age in seconds of the oldest of those, 0 when there are none. */
      lag_seconds: number
      /** How long the last that were worked off had waited for it since they came, in seconds. */
      last_lag_seconds: number | null
    }
    /** Counted up to 10,001. */
    updates: { open: number; pending: number }
    payments: {
      /** Charges, captures and refunds of which it is not known for a quarter of an hour how they ended. */
      unknown: number
      /** Done at Amazon and not taken by Medusa for a quarter of an hour. */
      unrecorded: number
      /** Opened in the last 30 days. */
      chargebacks: number
    }
    /** Committed events that were not handed to the event bus yet, counted up to 10,001. */
    unsent_events: number
    jobs: StatusJob[]
    checks: StatusCheck[]
  }
}
