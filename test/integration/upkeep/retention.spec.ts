import { writeEvent } from "../../../src/modules/amazon-pay/events/outbox"
import { EVENTS } from "../../../src/modules/amazon-pay/events/names"
import { prune } from "../../../src/modules/amazon-pay/upkeep/retention"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { refreshWallet } from "../../../src/modules/amazon-pay/wallets/refresh"
import { openQuickStore } from "../support/quick"
import { historyOf, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

/** What is forgotten in time, and what must not be. */

let store: TestStore
let runtime: Runtime
let shopper: Shopper
beforeAll(async () => {
  store = await openQuickStore({ options: { retention: { historyDays: 365, notificationDays: 30, addressDays: 10 } } })
  runtime = store.runtime
})
afterAll(() => store.close())
beforeEach(async () => {
  await runtime.db.query(
    `truncate amazon_pay_wallet, amazon_pay_wallet_update, amazon_pay_checkout_attempt, amazon_pay_notification, amazon_pay_topic, amazon_pay_outbox`,
  )
  shopper = await newShopper(store)
})

const sql = (statement: string, parameters: unknown[] = []) => runtime.db.query(statement, parameters)
const count = async (table: string, where = "true") => {
  const [row] = await sql(`select count(*)::int as count from ${table} where ${where}`)
  return (row as { count: number }).count
}

describe("notifications", () => {
  const insert = (id: string, status: string, daysAgo: number) =>
    sql(
      `insert into amazon_pay_notification (message_id, topic_arn, type, sent_at, received_at, status, raw_message)
       values ($1, 'topic', 'Notification', now(), now() - make_interval(days => $3), $2, '{}')`,
      [id, status, daysAgo],
    )

  it("are forgotten after their time, except those that still wait", async () => {
    for (const status of ["processed", "unmatched", "dead", "received", "failed"]) {
      await insert(`${status}-old`, status, 31)
      await insert(`${status}-new`, status, 29)
    }
    expect(await prune(runtime)).toMatchObject({ notifications: 3 })
    const left = (await sql("select message_id from amazon_pay_notification where message_id like '%-old'")) as object[]
    expect(left).toHaveLength(2)
    expect(await count("amazon_pay_notification", "message_id like '%-new'")).toBe(5)
  })

  it("are forgotten in small batches, all of them in one run", async () => {
    await sql(`insert into amazon_pay_notification (message_id, topic_arn, type, sent_at, received_at, status, raw_message)
      select 'bulk-' || n, 'topic', 'Notification', now(), now() - interval '40 days', 'processed', '' from generate_series(1, 3500) n`)
    expect(await prune(runtime)).toMatchObject({ notifications: 3_500 })
    expect(await count("amazon_pay_notification")).toBe(0)
  })

  it("of a topic that nobody decided about take the topic with them, and make room for another", async () => {
    await sql(`insert into amazon_pay_topic (arn, merchant_account, status, updated_at) values
      ('silent', 'default', 'learning', now() - interval '40 days'), ('fresh', 'default', 'learning', now()),
      ('approved', 'default', 'approved', now() - interval '40 days'), ('rejected', 'default', 'rejected', now() - interval '40 days')`)
    expect(await prune(runtime)).toMatchObject({ topics: 1 })
    expect(await sql("select arn from amazon_pay_topic order by arn")).toEqual([
      { arn: "approved" },
      { arn: "fresh" },
      { arn: "rejected" },
    ])
  })
})

/** A wallet that was closed at Amazon so many days ago, and whose end we read then. */
async function closedWallet(daysAgo: number): Promise<WalletEntity> {
  const wallet = await shopper.wallet()
  expect(wallet.shipping_address).not.toBeNull()
  await store.simulator.control.changeWallet(wallet.charge_permission_id, { type: "closed", by: "buyer" })
  await refreshWallet(runtime, wallet.id, { source: "ipn" })
  await sql("update amazon_pay_wallet set closed_at = now() - make_interval(days => $2) where id = $1", [
    wallet.id,
    daysAgo,
  ])
  return wallet
}

const streetOf = (wallet: WalletEntity) => String(wallet.shipping_address?.address_line_1)
const tells = async (street: string) =>
  (await count("amazon_pay_wallet", `amazon_pay_wallet::text like '%${street}%'`)) +
  (await count("amazon_pay_wallet_update", `amazon_pay_wallet_update::text like '%${street}%'`))

describe("addresses", () => {
  it("of a closed wallet are taken out of the wallet and its history; that they changed stays", async () => {
    const wallet = await closedWallet(11)
    expect(await tells(streetOf(wallet))).toBeGreaterThan(0)
    const before = await historyOf(runtime, wallet.id)
    const pruned = await prune(runtime)
    expect(pruned.addresses + pruned.history_addresses).toBeGreaterThan(0)
    expect(await tells(streetOf(wallet))).toBe(0)
    const after = await historyOf(runtime, wallet.id)
    const fields = (entries: typeof before) => entries.map(({ changes }) => changes.map(({ field }) => field))
    expect(fields(after)).toEqual(fields(before))
    expect(await prune(runtime)).toMatchObject({ addresses: 0, history_addresses: 0 })
  })

  it("stay as long as the options say, and as long as the wallet is open", async () => {
    const open = await shopper.wallet()
    const closed = await closedWallet(9)
    await sql("update amazon_pay_wallet set created_at = now() - interval '900 days', last_checked_at = now()")
    expect(await prune(runtime)).toMatchObject({ addresses: 0, history_addresses: 0 })
    expect(await tells(streetOf(closed))).toBeGreaterThan(0)
    expect(await walletNow(runtime, open.id)).toMatchObject({
      shipping_address: open.shipping_address,
      payment_descriptor: open.payment_descriptor,
    })
  })
})

describe("history", () => {
  it("loses its details after its time and never its lines; what is open keeps everything", async () => {
    const wallet = await shopper.wallet()
    const { update } = await shopper.start(wallet.id)
    await sql("update amazon_pay_wallet_update set created_at = now() - interval '366 days'")
    const entries = await count("amazon_pay_wallet_update")
    await sql("update amazon_pay_wallet_update set changes = $2 where id = $1", [update.id, '[{"field":"status"}]'])
    expect((await prune(runtime)).history_entries).toBe(entries - 1)
    expect(await count("amazon_pay_wallet_update")).toBe(entries)
    expect(await updateNow(runtime, update.id)).toMatchObject({ status: "started", changes: [{ field: "status" }] })
  })

  it("is kept for ever where the options do not say otherwise", async () => {
    await shopper.wallet()
    await sql("update amazon_pay_wallet_update set created_at = now() - interval '9 years'")
    const { options } = runtime
    const keeping = { ...runtime, options: { ...options, retention: { ...options.retention, historyDays: null } } }
    expect(await prune(keeping)).toMatchObject({ history_entries: 0 })
  })
})

it("return tokens are forgotten once no return is accepted any more, and not before", async () => {
  const wallet = await shopper.wallet()
  const started = await shopper.start(wallet.id)
  await shopper.complete(started, await shopper.atAmazon(started, { card: "0005", end: "confirm" }))
  const aged = (days: number) =>
    sql(
      "update amazon_pay_wallet_update set handed_out_at = now() - make_interval(days => $1) where handed_out_at is not null",
      [days],
    )
  await aged(2)
  expect(await prune(runtime)).toMatchObject({ tokens: 0 })
  await aged(4)
  expect(await prune(runtime)).toMatchObject({ tokens: 1 })
})

it("events are forgotten a week after they were emitted, and never before they were", async () => {
  for (let n = 0; n < 3; n++) {
    await writeEvent(runtime.db.manager, EVENTS.walletUpdated, { id: `w${n}`, wallet_id: null, customer_id: null })
  }
  await sql("update amazon_pay_outbox set created_at = now() - interval '90 days'")
  await sql("update amazon_pay_outbox set emitted_at = now() - interval '8 days' where data->>'id' = 'w0'")
  await sql("update amazon_pay_outbox set emitted_at = now() where data->>'id' = 'w1'")
  expect(await prune(runtime)).toMatchObject({ events: 1 })
  expect(await count("amazon_pay_outbox")).toBe(2)
})
