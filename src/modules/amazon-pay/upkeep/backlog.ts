import { NOTIFICATION_STATUSES, type NotificationStatus } from "../../../contracts"
import { OPEN } from "../persistence/entities/operation"
import { inTime } from "../persistence/in-time"
import type { Runtime } from "../runtime"

/** Nobody needs to know how many more there are than 10,000; counting stops here, so that it stays cheap. */
export const COUNTED_UP_TO = 10_001

/** Whoever collects numbers does not wait for a database that is away. */
const LONGEST_MS = 3_000

/** What waits, in numbers. Each is counted up to {@link COUNTED_UP_TO}. */
export type Backlog = {
  byStatus: Partial<Record<NotificationStatus, number>>
  /** Due and not yet worked off. */
  due: number
  /** Age in seconds of the oldest of those, 0 when there are none. */
  oldestDueSeconds: number
  lastReceivedAt: Date | null
  unsentEvents: number
  updates: { started: number; pending: number }
  payments: {
    /** Of which it is not known for a while how they ended. */
    unknown: number
    /** Done at Amazon, and not taken by Medusa for a while. */
    unrecorded: number
    /** Opened in the last 30 days. */
    chargebacks: number
  }
}

type Row = {
  by_status: Record<NotificationStatus, number>
  due: number
  oldest: Date | null
  last: Date | null
  unsent: number
  started: number
  pending: number
}

/**
 * Looks up what waits: in two statements that are answered by indexes, however much there is.
 *
 * @throws Error when the database does not answer within three seconds
 */
export async function readBacklog({ db, now }: Pick<Runtime, "db" | "now">): Promise<Backlog> {
  const reading = Promise.all([db.query<Row[]>(BACKLOG), db.query<Backlog["payments"][]>(PAYMENTS)])
  const [[row], [payments]] = await inTime("Reading the backlog", LONGEST_MS, reading)
  const found = Object.entries(row?.by_status ?? {}).filter(([, count]) => count > 0)
  const oldest = row?.oldest?.getTime() ?? now().getTime()
  return {
    byStatus: Object.fromEntries(found),
    due: row?.due ?? 0,
    oldestDueSeconds: Math.max(Math.round((now().getTime() - oldest) / 1000), 0),
    lastReceivedAt: row?.last ?? null,
    unsentEvents: row?.unsent ?? 0,
    updates: { started: row?.started ?? 0, pending: row?.pending ?? 0 },
    payments: payments ?? { unknown: 0, unrecorded: 0, chargebacks: 0 },
  }
}

/** Each status is a constant of the statement, and ordered as no other index is than its own: so PostgreSQL takes that. */
const countOf = (table: string, where: string, order: string) =>
  `(select count(*)::int from (select 1 from ${table} where ${where} order by ${order} limit ${COUNTED_UP_TO}) counted)`

const notifications = (status: NotificationStatus) =>
  countOf("amazon_pay_notification", `status = '${status}'`, "received_at desc nulls last")
const updates = (status: "started" | "pending") =>
  countOf("amazon_pay_wallet_update", `status = '${status}'`, "created_at")

export const BACKLOG = `
  select
    json_build_object(${NOTIFICATION_STATUSES.map((status) => `'${status}', ${notifications(status)}`).join(", ")})
      as by_status,
    due.waiting as due, due.oldest,
    (select max(received_at) from amazon_pay_notification) as last,
    ${countOf("amazon_pay_outbox", "emitted_at is null", "id")} as unsent,
    ${updates("started")} as started,
    ${updates("pending")} as pending
  from (
    select count(*)::int as waiting, min(received_at) as oldest from (
      select received_at from amazon_pay_notification
      where status in ('received', 'failed') and next_attempt_at <= now()
      order by next_attempt_at limit ${COUNTED_UP_TO}) first_due) due`

/** The job that settles payments has come twice by then. */
const FOR_A_WHILE = "now() - interval '15 minutes'"

const PAYMENTS = `
  select
    ${countOf("amazon_pay_operation", `${OPEN} and created_at < ${FOR_A_WHILE}`, "updated_at")} as unknown,
    ${countOf(
      "amazon_pay_operation",
      `needs_recording and state = 'succeeded' and updated_at < ${FOR_A_WHILE}`,
      "updated_at",
    )} as unrecorded,
    ${countOf("amazon_pay_chargeback", "opened_at > now() - interval '30 days'", "opened_at")} as chargebacks`
