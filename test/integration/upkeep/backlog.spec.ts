import { BACKLOG, COUNTED_UP_TO, readBacklog } from "../../../src/modules/amazon-pay/upkeep/backlog"
import { readStatus } from "../../../src/modules/amazon-pay/upkeep/status"
import { openTestStore, type TestStore } from "../support/store"

/** The numbers behind the status page and the gauges, on a store that has grown. */

const MANY = 150_000

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  await grow()
})
afterAll(() => store.close())

/** A big store whose worker was away: most of it is done, and far too much waits. */
async function grow(): Promise<void> {
  const { db } = store.runtime
  const notifications = (status: string, rows: number, due = "now() - interval '1 minute'") =>
    db.query(
      `insert into amazon_pay_notification (message_id, topic_arn, type, charge_permission_id, sent_at, received_at,
         next_attempt_at, status, raw_message)
       select $1 || n, 'topic', 'Notification', $1 || n % 1000, now(), now() - interval '2 hours' + n * interval '1 ms',
         ${due}, $1, repeat('x', 1000) from generate_series(1, $2::int) n`,
      [status, rows],
    )
  await notifications("processed", MANY)
  await notifications("received", 40_000)
  await notifications("failed", 40_000, "now() + interval '1 hour'")
  await notifications("unmatched", 40_000)
  await notifications("dead", 7)
  await db.query(
    `insert into amazon_pay_outbox (name, data, emitted_at)
     select 'event', '{}', case when n > 40000 then now() end from generate_series(1, $1::int) n`,
    [MANY],
  )
  await db.query(
    `insert into amazon_pay_wallet_update (id, customer_id, merchant_account, update_type, initiated_by, status, created_at)
     select 'apwu_' || n, 'cus_' || n, 'default', 'payment_method', 'customer',
       case when n <= 40000 then 'pending' when n <= 40003 then 'started' else 'completed' end,
       now() - n * interval '1 second' from generate_series(1, $1::int) n`,
    [MANY],
  )
  await db.query("vacuum analyze amazon_pay_notification, amazon_pay_outbox, amazon_pay_wallet_update")
}

type Plan = {
  "Node Type": string
  "Relation Name"?: string
  "Actual Rows": number
  "Actual Loops": number
  "Rows Removed by Filter"?: number
  Plans?: Plan[]
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

const rowsRead = (node: Plan) => (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"]

it("are found by the indexes alone, and never more rows are read for one of them than are counted", async () => {
  const [row] = await store.runtime.db.query<{ "QUERY PLAN": { Plan: Plan }[] }[]>(
    `explain (analyze, format json) ${BACKLOG}`,
  )
  const [explained] = row?.["QUERY PLAN"] ?? []
  if (!explained) throw new Error("no plan")
  const scans = nodesOf(explained.Plan).filter((node) => node["Relation Name"])
  expect(scans.length).toBeGreaterThanOrEqual(10)
  expect(scans.filter((node) => !/^(Index|Bitmap Heap) /.test(node["Node Type"]))).toEqual([])
  expect(scans.filter((node) => rowsRead(node) > COUNTED_UP_TO)).toEqual([])
})

it("are right, and stop at more than 10,000", async () => {
  const backlog = await readBacklog(store.runtime)
  expect(backlog).toMatchObject({
    byStatus: { processed: 10_001, received: 10_001, failed: 10_001, unmatched: 10_001, dead: 7 },
    due: 10_001,
    unsentEvents: 10_001,
    updates: { started: 3, pending: 10_001 },
  })
  expect(Object.keys(backlog.byStatus)).not.toContain("held")
  expect(backlog.oldestDueSeconds).toBeGreaterThanOrEqual(7_199)
  expect(backlog.oldestDueSeconds).toBeLessThan(7_500)
})

it("are told as they are by the status, with what to do", async () => {
  const { notifications, checks, unsent_events } = await readStatus(store.runtime)
  expect(notifications).toMatchObject({ backlog: 10_001, last_lag_seconds: null })
  expect(unsent_events).toBe(10_001)
  expect(checks.find(({ id }) => id === "dead_letters")?.message).toBe("7 notifications could not be processed.")
  await store.runtime.db.query("update amazon_pay_notification set status = 'dead' where status = 'unmatched'")
  const { checks: later } = await readStatus(store.runtime)
  expect(later.find(({ id }) => id === "dead_letters")?.message).toMatch(/^More than 10000 notifications/)
})
