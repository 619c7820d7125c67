import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { endAbandonedUpdates } from "../../../src/modules/amazon-pay/upkeep/end-abandoned-updates"
import { recordRun } from "../../../src/modules/amazon-pay/upkeep/job-runs"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { JobRunEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { deliverAll } from "../support/notifications"
import { asking, openQuickStore } from "../support/quick"
import { asked, attemptNow, eventsAbout, historyOf, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

/** The third look: what neither a return nor a notification told, in a store whose notifications may never have come. */

const HOUR = 3_600
const DAY = 24 * HOUR

let store: TestStore
let runtime: Runtime
let shopper: Shopper
let ahead = 0

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
  await store.simulator.control.clearRequests()
})
afterEach(() => {
  store.advance(-ahead)
  ahead = 0
})

/** Lets the plugin's time pass. Requests to Amazon keep the time of the wall clock. */
function later(seconds: number): void {
  store.advance(seconds)
  ahead += seconds
}

const reads = () => asked(store.simulator, "GetChargePermission")
const change = ({ charge_permission_id: id }: WalletEntity, descriptor: string) =>
  store.simulator.control.changeWallet(id, { type: "payment_descriptor", descriptor })

async function newWallets(count: number): Promise<WalletEntity[]> {
  const made: WalletEntity[] = []
  for (let n = 0; n < count; n++) made.push(await shopper.wallet())
  await store.simulator.control.clearRequests()
  return made
}

async function newWallet(): Promise<WalletEntity> {
  const [wallet] = await newWallets(1)
  if (!wallet) throw new Error("no wallet")
  return wallet
}

/** A buyer who finished at Amazon, and whose session is known here and not settled. */
async function unsettledReturn(fault: object) {
  const wallet = await newWallet()
  const started = await shopper.start(wallet.id)
  const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
  await store.simulator.control.addFault({ operation: "CompleteCheckoutSession", times: "always", ...fault })
  await store.simulator.control.addFault({ operation: "GetCheckoutSession", times: "always", ...fault })
  expect(await shopper.complete(started, session)).toMatchObject({ status: "pending" })
  return { wallet, updateId: started.update.id, session }
}

describe("a session whose outcome nobody learned", () => {
  it("is settled once Amazon answers again", async () => {
    const { wallet, updateId, session } = await unsettledReturn({ status: 503 })
    later(2 * 60)
    await reconcile(runtime)
    expect(await updateNow(runtime, updateId)).toMatchObject({ status: "pending" })
    await store.simulator.control.clearFaults()
    expect(await reconcile(runtime)).toMatchObject({ sessions: 1 })
    expect(await updateNow(runtime, updateId)).toMatchObject({
      status: "completed",
      sources: ["return", "reconciliation"],
      checkout_session_id: session,
    })
    expect((await walletNow(runtime, wallet.id)).payment_descriptor).toContain("0005")
    expect(await reconcile(runtime)).toMatchObject({ sessions: 0 })
  })

  it("is left to the buyer's own return for a minute", async () => {
    await unsettledReturn({ status: 503 })
    expect(await reconcile(runtime)).toMatchObject({ sessions: 0 })
  })

  it("is left to another process that is at it", async () => {
    const { session } = await unsettledReturn({ status: 503 })
    later(2 * 60)
    await runtime.db.query("update amazon_pay_checkout_attempt set lease_until = now() + interval '1 minute'")
    expect(await reconcile(runtime)).toMatchObject({ sessions: 0 })
    expect(await attemptNow(runtime, session)).toMatchObject({ outcome: "pending" })
  })

  it("does not hold up others when its update belongs to nobody", async () => {
    await runtime.db
      .query(`insert into amazon_pay_checkout_attempt (checkout_session_id, update_id, idempotency_key, created_at, updated_at)
      values ('orphan', 'nobody', 'key', now() - interval '1 hour', now() - interval '1 hour')`)
    const { updateId } = await unsettledReturn({ status: 503 })
    await store.simulator.control.clearFaults()
    later(2 * 60)
    await reconcile(runtime)
    expect(await updateNow(runtime, updateId)).toMatchObject({ status: "completed" })
  })

  it("is given up after three days", async () => {
    const { session, updateId } = await unsettledReturn({ status: 503 })
    later(73 * HOUR)
    await reconcile(runtime)
    expect(await attemptNow(runtime, session)).toMatchObject({ outcome: "expired" })
    expect(await updateNow(runtime, updateId)).toMatchObject({ status: "expired" })
    expect(await eventsAbout(runtime, shopper.customerId)).toContain("amazon-pay.wallet.update_failed")
  })
})

describe("an update nobody came back from", () => {
  it("is ended after two days, silently, and forgets what was signed for it", async () => {
    const wallet = await newWallet()
    const { update } = await shopper.start(wallet.id)
    later(47 * HOUR)
    expect(await endAbandonedUpdates(runtime)).toBe(0)
    later(2 * HOUR)
    expect(await reconcile(runtime)).toMatchObject({ updates: 1 })
    expect(await updateNow(runtime, update.id)).toMatchObject({ status: "expired", message: expect.any(String) })
    const [row] = await runtime.db.query(
      "select token, payload_json, signature from amazon_pay_wallet_update where id = $1",
      [update.id],
    )
    expect(row).toEqual({ token: null, payload_json: null, signature: null })
    expect(await eventsAbout(runtime, shopper.customerId)).not.toContain("amazon-pay.wallet.update_failed")
  })

  it("took place all the same when its change was seen and is still there", async () => {
    const wallet = await newWallet()
    const started = await shopper.start(wallet.id)
    await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await deliverAll(runtime, store.simulator, wallet.charge_permission_id)
    await drainInbox(runtime)
    expect(await updateNow(runtime, started.update.id)).toMatchObject({ status: "pending", sources: ["ipn"] })
    later(49 * HOUR)
    await reconcile(runtime)
    expect(await updateNow(runtime, started.update.id)).toMatchObject({ status: "completed", message: null })
    expect(await historyOf(runtime, wallet.id)).toHaveLength(1)
  })
})

describe("a wallet that was not looked at for long", () => {
  it("is read, once a day, without any notification", async () => {
    const wallet = await newWallet()
    await change(wallet, "Visa ****7777")
    later(19 * HOUR)
    expect(await reconcile(runtime)).toMatchObject({ wallets: 0 })
    later(10 * HOUR)
    expect(await reconcile(runtime)).toMatchObject({ wallets: 1 })
    expect(await walletNow(runtime, wallet.id)).toMatchObject({ payment_descriptor: "Visa ****7777" })
    const [entry] = await historyOf(runtime, wallet.id)
    expect(entry).toMatchObject({ sources: ["reconciliation"], initiated_by: "amazon" })
    later(10 * HOUR)
    expect(await reconcile(runtime)).toMatchObject({ wallets: 0 })
  })

  it("has a time of its own, so that wallets of one import drift apart", async () => {
    await newWallets(40)
    const read: number[] = []
    for (let hour = 20; hour <= 28; hour++) {
      later(ahead ? HOUR : 20 * HOUR)
      read.push((await reconcile(runtime)).wallets)
    }
    expect(read.reduce((a, b) => a + b)).toBe(40)
    expect(read.filter((count) => count > 0).length).toBeGreaterThanOrEqual(4)
    expect(Math.max(...read)).toBeLessThan(20)
  })

  it("comes after one that has waited longer", async () => {
    const wallets = await newWallets(6)
    for (const [n, { id }] of wallets.entries()) {
      await runtime.db.query(
        "update amazon_pay_wallet set last_checked_at = now() - $2 * interval '1 day' where id = $1",
        [id, 3 + n],
      )
    }
    await reconcile(runtime)
    const order = (await reads()).map(({ path }) => path.split("/").at(-1))
    expect(order).toEqual(wallets.map(({ charge_permission_id }) => charge_permission_id).reverse())
  })

  it("is read at once when it was never read, or when its update was completed and not read", async () => {
    const [never, unread] = await newWallets(2)
    await runtime.db.query("update amazon_pay_wallet set last_checked_at = null where id = $1", [never?.id])
    const started = await shopper.start(unread?.id ?? "")
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await store.simulator.control.addFault({ operation: "GetChargePermission", status: 503, times: "always" })
    expect(await shopper.complete(started, session)).toMatchObject({ status: "completed", changes: [] })
    await store.simulator.control.clearFaults()
    expect(await reconcile(runtime)).toMatchObject({ wallets: 2 })
    expect(await updateNow(runtime, started.update.id)).toMatchObject({
      status: "completed",
      changes: [{ field: "payment_descriptor" }],
    })
    expect(await reconcile(runtime)).toMatchObject({ wallets: 0 })
  })

  it("and is closed or erased is not read", async () => {
    const [closed, erased] = await newWallets(2)
    await runtime.db.query("update amazon_pay_wallet set status = 'closed' where id = $1", [closed?.id])
    await runtime.db.query("update amazon_pay_wallet set erase_requested_at = now(), erased_at = now() where id = $1", [
      erased?.id,
    ])
    later(3 * DAY)
    expect(await reconcile(runtime)).toMatchObject({ wallets: 0 })
    expect(await reads()).toEqual([])
  })
})

describe("what goes wrong", () => {
  it("with one wallet holds up no other, and is tried again some hours later", async () => {
    const [broken, ...others] = await newWallets(4)
    await runtime.db.query("update amazon_pay_wallet set last_checked_at = now() - interval '9 days' where id = $1", [
      broken?.id,
    ])
    const path = broken?.charge_permission_id
    await store.simulator.control.addFault({
      operation: "GetChargePermission",
      path,
      status: 404,
      reasonCode: "ResourceNotFound",
      times: "always",
    })
    later(2 * DAY)
    expect(await reconcile(runtime)).toMatchObject({ wallets: others.length })
    const tries = async () => (await reads()).filter((request) => request.path.endsWith(String(path))).length
    expect(await tries()).toBe(1)
    later(5 * HOUR)
    await reconcile(runtime)
    expect(await tries()).toBe(1)
    later(2 * HOUR)
    await reconcile(runtime)
    expect(await tries()).toBe(2)
  })

  it("at Amazon altogether ends the run soon; the next one does everything", async () => {
    await newWallets(20)
    later(2 * DAY)
    await store.simulator.control.addFault({ operation: "GetChargePermission", reset: true, times: "always" })
    const impatient = asking(runtime, { maxRetries: 0 })
    expect(await reconcile(impatient)).toMatchObject({ wallets: 0 })
    expect((await reads()).length).toBe(3)
    await store.simulator.control.clearFaults()
    expect(await reconcile(runtime)).toMatchObject({ wallets: 20 })
  })

  it("in one part does not keep the other parts from their work, and is told in the end", async () => {
    const wallet = await newWallet()
    const { update } = await shopper.start(wallet.id)
    later(3 * DAY)
    await runtime.db.query("alter table amazon_pay_checkout_attempt rename to hidden")
    await expect(reconcile(runtime)).rejects.toThrow()
    await runtime.db.query("alter table hidden rename to amazon_pay_checkout_attempt")
    expect(await reads()).toHaveLength(1)
    await reconcile(runtime)
    expect(await updateNow(runtime, update.id)).toMatchObject({ status: "expired" })
  })
})

describe("two processes whose jobs run at the same time", () => {
  it("share the wallets and read none twice", async () => {
    await newWallets(120)
    later(3 * DAY)
    const second = await store.secondProcess()
    const [one, two] = await Promise.all([reconcile(runtime), reconcile(second)])
    expect(one.wallets + two.wallets).toBe(120)
    expect(await reads()).toHaveLength(120)
    expect(new Set((await reads()).map(({ path }) => path)).size).toBe(120)
  })
})

describe("a run of a job", () => {
  const run = () => runtime.db.getRepository(JobRunEntity).findOneBy({ name: "test" })

  it("is noted with its result", async () => {
    expect(await recordRun(runtime, "test", async () => ({ wallets: 3 }))).toEqual({ wallets: 3 })
    expect(await run()).toMatchObject({ error: null, result: { wallets: 3 }, finished_at: expect.any(Date) })
  })

  it("that fails is noted with the reason, until one succeeds", async () => {
    const failing = recordRun(runtime, "test", () => Promise.reject(new Error("no luck")))
    await expect(failing).rejects.toThrow("no luck")
    expect(await run()).toMatchObject({ error: "no luck", finished_at: expect.any(Date) })
    await recordRun(runtime, "test", async () => ({}))
    expect(await run()).toMatchObject({ error: null })
  })
})
