import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { eraseRequested, requestErasure } from "../../../src/modules/amazon-pay/upkeep/erase"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { refreshWallet } from "../../../src/modules/amazon-pay/wallets/refresh"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { deliverAll } from "../support/notifications"
import { holding } from "../support/held"
import { asking, openQuickStore } from "../support/quick"
import { asked, attemptNow, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

/** A customer who is gone: closed at Amazon, and nothing of the buyer left in any table. */

let store: TestStore
let runtime: Runtime
let shopper: Shopper
beforeAll(async () => {
  store = await openQuickStore()
  runtime = store.runtime
})
afterAll(() => store.close())
beforeEach(async () => {
  await runtime.db.query(
    `truncate amazon_pay_wallet, amazon_pay_wallet_update, amazon_pay_checkout_attempt, amazon_pay_notification, amazon_pay_outbox`,
  )
  await store.simulator.control.clearFaults()
  shopper = await newShopper(store)
})

async function eraseCustomer(by = runtime): Promise<number> {
  const requested = await requestErasure(by, shopper.customerId)
  await eraseRequested(by)
  return requested
}

/** Everything the plugin has stored, as text. */
async function everything(): Promise<string> {
  const tables = await runtime.db.query<{ name: string }[]>(
    "select table_name as name from information_schema.tables where table_name like 'amazon_pay%'",
  )
  const dumps = await Promise.all(
    tables.map(({ name }) => runtime.db.query<{ line: string }[]>(`select t::text as line from "${name}" t`)),
  )
  return dumps.flatMap((rows) => rows.map(({ line }) => line)).join("\n")
}

/** What the simulator knows of the buyer: names, streets, cities, post codes, phone numbers, cards. */
async function tracesOf(buyerId: string): Promise<string[]> {
  const buyer = (await store.simulator.control.buyers()).find((known) => known.buyerId === buyerId)
  const texts = [...JSON.stringify(buyer).matchAll(/"(\w+)":"([^"]{4,})"/g)]
  const personal = /^(name|email|addressLine\d|city|postalCode|phoneNumber|phone|descriptor|tail|last4|number)$/
  return texts.filter(([, name = ""]) => personal.test(name)).map(([, , value = ""]) => value)
}

const MOVED = { addressLine1: "Umzugsweg 99", city: "Quickborn", postalCode: "25451", countryCode: "DE" }

/** A wallet with a history full of addresses and cards, an open update, a pending session and unread notifications. */
async function eventfulWallet() {
  const wallet = await shopper.wallet()
  const { control } = store.simulator
  const first = await shopper.start(wallet.id)
  const session = await shopper.atAmazon(first, { card: "0005", end: "confirm" })
  await shopper.complete(first, session)
  const second = await shopper.start(wallet.id, "shipping_address")
  const moved = await shopper.atAmazon(second, { end: "confirm", address: MOVED })
  await shopper.complete(second, moved)
  await control.changeWallet(wallet.charge_permission_id, { type: "non_chargeable", reason: "PaymentMethodExpired" })
  await deliverAll(runtime, store.simulator, wallet.charge_permission_id)
  await drainInbox(runtime)
  await shopper.start(wallet.id)
  return wallet
}

it("nothing of the buyer is in any table any more, and the wallet is closed at Amazon", async () => {
  const wallet = await eventfulWallet()
  const traces = await tracesOf(shopper.buyerId)
  const before = await everything()
  expect(traces.filter((trace) => before.includes(trace)).length).toBeGreaterThan(4)
  expect(before).toContain("****0005")

  expect(await eraseCustomer()).toBe(1)
  const after = await everything()
  expect(traces.filter((trace) => after.includes(trace))).toEqual([])
  expect(after).not.toContain("****")
  expect(await walletNow(runtime, wallet.id)).toMatchObject({
    status: "closed",
    erased_at: expect.any(Date),
    closed_at: expect.any(Date),
    charge_permission_id: wallet.charge_permission_id,
  })
  const atAmazon = await store.simulator.control.chargePermission(wallet.charge_permission_id)
  expect(atAmazon.statusDetails).toMatchObject({ state: "Closed" })
  expect(await eraseCustomer()).toBe(0)
})

it("while Amazon is away the buyer is forgotten at once, and the wallet closed by a later run", async () => {
  const wallet = await eventfulWallet()
  const traces = await tracesOf(shopper.buyerId)
  await store.simulator.control.addFault({ operation: "CloseChargePermission", status: 503, times: "always" })
  await eraseCustomer(asking(runtime, { maxRetries: 0 }))
  const meanwhile = await everything()
  expect(traces.filter((trace) => meanwhile.includes(trace))).toEqual([])
  expect(await walletNow(runtime, wallet.id)).toMatchObject({ erase_requested_at: expect.any(Date), erased_at: null })
  await store.simulator.control.clearFaults()
  expect(await reconcile(runtime)).toMatchObject({ erased: 1 })
  expect(await walletNow(runtime, wallet.id)).toMatchObject({ status: "closed", erased_at: expect.any(Date) })
})

it("a reading that was under way brings nothing back", async () => {
  const wallet = await shopper.wallet()
  await store.simulator.control.changeWallet(wallet.charge_permission_id, { type: "payment_method", card: "0005" })
  const reader = holding(runtime, wallet.charge_permission_id)
  const reading = refreshWallet(reader.runtime, wallet.id, { source: "ipn" })
  await reader.decided
  expect(await requestErasure(runtime, shopper.customerId)).toBe(1)
  reader.release()
  await reading
  await eraseRequested(runtime)
  const after = await everything()
  expect(after).not.toContain("****")
})

it("what the customer had begun cannot be finished any more", async () => {
  const wallet = await shopper.wallet()
  const update = await shopper.start(wallet.id)
  const session = await shopper.atAmazon(update, { card: "0005", end: "confirm" })
  await store.simulator.control.addFault({ operation: "GetCheckoutSession", status: 503, times: "always" })
  await shopper.complete(update, session)
  const setUp = await shopper.startSetUp()
  await eraseCustomer()
  await store.simulator.control.clearFaults()
  await store.simulator.control.clearRequests()
  expect(await updateNow(runtime, update.update.id)).toMatchObject({ status: "expired", changes: [] })
  expect(await updateNow(runtime, setUp.update.id)).toMatchObject({ status: "expired" })
  expect(await attemptNow(runtime, session)).toMatchObject({ outcome: "expired" })
  store.advance(300)
  expect(await reconcile(runtime)).toMatchObject({ sessions: 0, wallets: 0 })
  expect(await store.simulator.control.requests()).toEqual([])
  const [secrets] = await runtime.db.query(
    "select count(*)::int as left from amazon_pay_wallet_update where token is not null or token_hash is not null or payload_json is not null",
  )
  expect(secrets).toEqual({ left: 0 })
})

it("what Amazon says of an erased wallet later is settled without a look", async () => {
  const wallet = await shopper.wallet()
  await eraseCustomer()
  await store.simulator.control.clearRequests()
  await deliverAll(runtime, store.simulator, wallet.charge_permission_id)
  await drainInbox(runtime)
  const rows = await runtime.db.query("select status, no_visible_change from amazon_pay_notification")
  expect(rows).toEqual(rows.map(() => ({ status: "processed", no_visible_change: true })))
  expect(rows.length).toBeGreaterThan(0)
  expect(await asked(store.simulator, "GetChargePermission")).toEqual([])
})

it("a wallet that is closed already is emptied without asking Amazon", async () => {
  const wallet = await shopper.wallet()
  await store.simulator.control.changeWallet(wallet.charge_permission_id, { type: "closed", by: "buyer" })
  expect(await eraseCustomer()).toBe(1)
  expect(await walletNow(runtime, wallet.id)).toMatchObject({ status: "closed", erased_at: expect.any(Date) })
})

it("a wallet that Amazon refuses to close keeps no other from being closed, and is tried again", async () => {
  const [refused, other] = [await shopper.wallet(), await shopper.wallet()]
  await store.simulator.control.addFault({
    operation: "CloseChargePermission",
    path: refused.charge_permission_id,
    status: 400,
    reasonCode: "InvalidRequest",
    times: "always",
  })
  await eraseCustomer()
  expect(await walletNow(runtime, other.id)).toMatchObject({ erased_at: expect.any(Date) })
  expect(await walletNow(runtime, refused.id)).toMatchObject({ erased_at: null, payment_descriptor: null })
  await store.simulator.control.clearFaults()
  expect(await eraseRequested(runtime)).toBe(0)
  store.advance(6 * 3_600 + 60)
  expect(await eraseRequested(runtime)).toBe(1)
  store.advance(-6 * 3_600 - 60)
})

it("two processes close each wallet once", async () => {
  for (let n = 0; n < 10; n++) await shopper.wallet()
  await requestErasure(runtime, shopper.customerId)
  const second = await store.secondProcess()
  await store.simulator.control.clearRequests()
  const [one, two] = await Promise.all([eraseRequested(runtime), eraseRequested(second)])
  expect(one + two).toBe(10)
  expect(await asked(store.simulator, "CloseChargePermission")).toHaveLength(10)
})

it("other customers keep everything", async () => {
  const other = await newShopper(store)
  const kept = await other.wallet()
  await shopper.wallet()
  await eraseCustomer()
  expect(await walletNow(runtime, kept.id)).toEqual(kept)
})
