import { CLAIM, claimDue } from "../../../src/modules/amazon-pay/inbox/claim"
import { openTestStore, type TestStore } from "../support/store"

/** What the worker does to find its work, on an inbox that has grown. */

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())
beforeEach(() => store.runtime.db.query("truncate amazon_pay_notification"))

type Plan = { "Node Type": string; "Relation Name"?: string; Plans?: Plan[] }

/** Fills the inbox: `rows` of one status about `permissions` charge permissions. */
async function fill(prefix: string, rows: number, permissions: number, status: string, more = "null"): Promise<void> {
  await store.runtime.db.query(
    `insert into amazon_pay_notification (message_id, topic_arn, type, merchant_account, object_type, charge_permission_id,
       sent_at, received_at, next_attempt_at, status, lease_until, raw_message)
     select $1 || n, 'topic', 'Notification', 'default', 'CHARGE_PERMISSION', $1 || (n % $3), now(), now() - interval '1 hour',
       now() - interval '1 hour' + n * interval '1 ms', $4, ${more}, repeat('x', 1500) from generate_series(1, $2::int) n`,
    [prefix, rows, permissions, status],
  )
}

const settle = () => store.runtime.db.query("analyze amazon_pay_notification")

/** The tables that the claim reads from end to end. */
async function scannedTables(): Promise<string[]> {
  return store.runtime.db.transaction(async (db) => {
    const [row] = await db.query<{ "QUERY PLAN": { Plan: Plan }[] }[]>(
      `explain (analyze, format json) ${CLAIM.replace("$1", "120").replace("$2", "10000")}`,
    )
    await db.query("update amazon_pay_notification set attempts = 0, lease_until = null where attempts = 1")
    const [plan] = row?.["QUERY PLAN"] ?? []
    if (!plan) throw new Error("no plan")
    return sequentialScans(plan.Plan)
  })
}

function sequentialScans(plan: Plan): string[] {
  const own = plan["Node Type"] === "Seq Scan" ? [plan["Relation Name"] ?? "?"] : []
  return [...own, ...(plan.Plans ?? []).flatMap(sequentialScans)]
}

it("finds the next work among 100,000 messages by its indexes", async () => {
  await fill("done-", 90_000, 9_000, "processed")
  await fill("dead-", 5_000, 5_000, "dead")
  await fill("new-", 5_000, 2_500, "received")
  await settle()
  expect(await scannedTables()).toEqual([])
  for (let claim = 0; claim < 50; claim++) expect((await claimDue(store.runtime.db))?.messages).toHaveLength(2)
})

it("finds a neighbour behind thousands of messages about a wallet that is being worked on", async () => {
  await fill("done-", 20_000, 2_000, "processed")
  await fill("hot-", 5_000, 1, "received", "now() + interval '1 minute'")
  await fill("hot-", 0, 1, "received")
  await store.runtime.db.query(
    `insert into amazon_pay_notification (message_id, topic_arn, type, merchant_account, object_type, charge_permission_id,
       sent_at, next_attempt_at, status, raw_message)
     select 'late-' || n, 'topic', 'Notification', 'default', 'CHARGE_PERMISSION', 'hot-0', now(), now() - interval '50 minutes',
       'received', '' from generate_series(1, 3000) n`,
  )
  await fill("new-", 10, 10, "received")
  await store.runtime.db.query(
    "update amazon_pay_notification set next_attempt_at = now() where message_id like 'new-%'",
  )
  await settle()
  const claimed = await claimDue(store.runtime.db)
  expect(claimed?.messages.map(({ charge_permission_id }) => charge_permission_id.slice(0, 4))).toEqual(["new-"])
})

it("takes everything that waits about one charge permission, what was put off included", async () => {
  await fill("one-", 7_000, 1, "received")
  await store.runtime.db.query(
    "update amazon_pay_notification set status = 'failed', next_attempt_at = now() + interval '1 hour' where message_id like 'one-1%'",
  )
  await fill("other-", 1, 1, "received")
  expect((await claimDue(store.runtime.db))?.messages).toHaveLength(7_000)
  expect((await claimDue(store.runtime.db))?.messages).toHaveLength(1)
  expect(await claimDue(store.runtime.db)).toBeNull()
})

it("gives no message to two of many claims at the same time", async () => {
  await fill("new-", 600, 200, "received")
  const second = await store.secondProcess()
  const claims = await Promise.all(Array.from({ length: 40 }, (_, n) => claimDue((n % 2 ? store.runtime : second).db)))
  const ids = claims.flatMap((claim) => claim?.messages.map(({ message_id }) => message_id) ?? [])
  expect(ids.length).toBeGreaterThan(100)
  expect(new Set(ids).size).toBe(ids.length)
})
