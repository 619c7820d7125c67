import type { AdminStatusResponse, StatusAccount, StatusJob } from "../../../contracts"
import type { MerchantAccount } from "../../../options/resolved"
import { REGIONS } from "../../../protocol"
import { JobRunEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { readBacklog, type Backlog } from "./backlog"
import { checklist } from "./checklist"
import { listTopics } from "../inbox/decide-topic"
import { MISMATCH } from "../updates/mismatch"

type Status = AdminStatusResponse["status"]

/** How this plugin is set up and how it is doing, in numbers. Nothing is asked of Amazon. */
export async function readStatus(runtime: Runtime): Promise<Status> {
  const { options, db } = runtime
  const [backlog, jobs, topics, mismatches] = await Promise.all([
    readBacklog(runtime),
    db.getRepository(JobRunEntity).find({ order: { name: "ASC" } }),
    listTopics(runtime),
    openMismatches(runtime),
  ])
  const now = runtime.now()
  const facts = {
    accounts: [...options.accounts.values()].map(accountFacts),
    ipn_url: `${options.backendUrl}/hooks/amazon-pay/ipn`,
    return_url_base: `${options.backendUrl}/amazon-pay/return/`,
    storefront_account_url: options.storefrontUrl + options.accountPath,
    notifications: notificationFacts(backlog, jobs, now),
    updates: { open: backlog.updates.started, pending: backlog.updates.pending },
    payments: backlog.payments,
    unsent_events: backlog.unsentEvents,
    jobs: jobs.map((job) => jobFacts(job, now)),
  }
  return { ...facts, checks: checklist(facts, topics, mismatches, now) }
}

function accountFacts(account: MerchantAccount): StatusAccount {
  return {
    id: account.id,
    merchant_id: account.merchantId,
    region: account.region,
    environment: account.environment,
    ledger_currency: account.ledgerCurrency,
    checkout_language: account.checkoutLanguage,
    algorithm: account.algorithm,
    public_key_ids: account.keys.map(({ publicKeyId }) => publicKeyId),
    update_page: REGIONS[account.region].hostedUpdatePage,
  }
}

function jobFacts({ name, started_at, finished_at, error, result }: JobRunEntity, now: Date): StatusJob {
  return {
    name,
    started_at: started_at.toISOString(),
    age_seconds: secondsSince(started_at, now),
    finished_at: finished_at?.toISOString() ?? null,
    error,
    result,
  }
}

function notificationFacts(backlog: Backlog, jobs: readonly JobRunEntity[], now: Date): Status["notifications"] {
  const { byStatus, lastReceivedAt, due, oldestDueSeconds } = backlog
  return {
    by_status: byStatus,
    last_received_at: lastReceivedAt?.toISOString() ?? null,
    last_received_age_seconds: lastReceivedAt && secondsSince(lastReceivedAt, now),
    backlog: due,
    lag_seconds: oldestDueSeconds,
    last_lag_seconds: jobs.find(({ name }) => name === "inbox")?.result?.lag_seconds ?? null,
  }
}

function secondsSince(earlier: Date, now: Date): number {
  return Math.max(Math.round((now.getTime() - earlier.getTime()) / 1000), 0)
}

const MOST_MISMATCHES = 10

/** Updates that wait for the merchant, the latest first. */
async function openMismatches({ db }: Runtime): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `select id from amazon_pay_wallet_update u where status = 'pending' and exists (
       select 1 from amazon_pay_checkout_attempt where update_id = u.id and reason_code = $1)
     order by created_at desc limit $2`,
    [MISMATCH, MOST_MISMATCHES],
  )
  return rows.map(({ id }) => id)
}
