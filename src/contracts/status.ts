import type { Environment } from "./wallet"

/** One line of the set-up checklist. */
export type StatusCheck = {
  /** Stable name of the check. */
  id: "keys" | "region" | "urls" | "topics" | "notifications" | "dead_letters" | "reconciliation"
  level: "ok" | "warning" | "error"
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
  name: string
  started_at: string
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
      by_status: Record<string, number>
      last_received_at: string | null
      /** Due and not yet worked off. */
      backlog: number
      /** Age in seconds of the oldest of those, 0 when there are none. */
      lag_seconds: number
    }
    updates: { open: number; pending: number }
    /** Committed events that were not handed to the event bus yet. */
    unsent_events: number
    jobs: StatusJob[]
    checks: StatusCheck[]
  }
}
