import type { AdminStatusResponse, StatusAccount, StatusJob } from "../../../contracts"
import type { MerchantAccount } from "../../../options/resolved"
import { REGIONS } from "../../../protocol"
import { JobRunEntity, type NotificationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { checklist } from "./checklist"
import { listTopics } from "../inbox/decide-topic"

type Status = AdminStatusResponse["status"]

/** How this plugin is set up and how it is doing, in numbers. Nothing is asked of Amazon. */
export async function readStatus(runtime: Runtime): Promise<Status> {
  const { options, db } = runtime
  const [notifications, updates, unsent, jobs, topics] = await Promise.all([
    notificationNumbers(runtime),
    updateNumbers(runtime),
    db.query<{ waiting: string }[]>(`select count(*) as waiting from amazon_pay_outbox where emitted_at is null`),
    db.getRepository(JobRunEntity).find({ order: { name: "ASC" } }),
    listTopics(runtime),
  ])
  const facts = {
    accounts: [...options.accounts.values()].map(accountFacts),
    ipn_url: `${options.backendUrl}/hooks/amazon-pay/ipn`,
    return_url_base: `${options.backendUrl}/amazon-pay/return/`,
    storefront_account_url: options.storefrontUrl + options.accountPath,
    notifications,
    updates,
    unsent_events: Number(unsent[0]?.waiting ?? 0),
    jobs: jobs.map(jobFacts),
  }
  return { ...facts, checks: checklist(facts, topics, runtime.now()) }
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

function jobFacts({ name, started_at, finished_at, error, result }: JobRunEntity): StatusJob {
  return {
    name,
    started_at: started_at.toISOString(),
    finished_at: finished_at?.toISOString() ?? null,
    error,
    result,
  }
}

async function notificationNumbers({ db, now }: Runtime): Promise<Status["notifications"]> {
  const counts = await db.query<{ status: NotificationEntity["status"]; count: string }[]>(
    `select status, count(*) as count from amazon_pay_notification group by status`,
  )
  const [row] = await db.query<{ backlog: string; oldest: Date | null; last: Date | null }[]>(
    `select count(*) as backlog, min(received_at) as oldest,
       (select max(received_at) from amazon_pay_notification) as last
     from amazon_pay_notification where status in ('received', 'failed') and next_attempt_at <= now()`,
  )
  const oldest = row?.oldest ?? null
  return {
    by_status: Object.fromEntries(counts.map(({ status, count }) => [status, Number(count)])),
    last_received_at: row?.last?.toISOString() ?? null,
    backlog: Number(row?.backlog ?? 0),
    lag_seconds: oldest ? Math.max(Math.round((now().getTime() - oldest.getTime()) / 1000), 0) : 0,
  }
}

async function updateNumbers({ db }: Runtime): Promise<Status["updates"]> {
  const [row] = await db.query<{ open: string; pending: string }[]>(
    `select count(*) filter (where status = 'started') as open, count(*) filter (where status = 'pending') as pending
     from amazon_pay_wallet_update where status in ('started', 'pending')`,
  )
  return { open: Number(row?.open ?? 0), pending: Number(row?.pending ?? 0) }
}
