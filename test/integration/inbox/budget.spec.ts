import { createPublicKey } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { Client } from "pg"
import { OPERATIONS, type Operation, type RateLimit } from "../../../src/client/operations"
import { createSharedBudget, divide, type SharedBudget } from "../../../src/client/shared-budget"
import { closeWallet } from "../../../src/modules/amazon-pay/wallets/close-wallet"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { receiveNotification } from "../../../src/modules/amazon-pay/inbox/receive"
import { accountOf, type Runtime } from "../../../src/modules/amazon-pay/runtime"
import type { AmazonPayError } from "../../../src/protocol"
import { eraseRequested, requestErasure } from "../../../src/modules/amazon-pay/upkeep/erase"
import { settlePendingSessions } from "../../../src/modules/amazon-pay/upkeep/pending-sessions"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { merchantSetup, pluginOptions } from "../support/options"
import { asking } from "../support/quick"
import { asked, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import { openTestStore, type TestStore } from "../support/store"
import { rowsOf } from "./door"

const { getChargePermission, getCheckoutSession } = OPERATIONS
const LIVE_KEY = "LIVE-TESTKEY"

/** Calls that were taken from each window of each operation, e.g. `{ "buyers: Get Charge Permission": 2 }`. */
async function spent({ runtime }: TestStore): Promise<Record<string, number>> {
  const rows = await runtime.db.query<{ key: string; points: number }[]>("select key, points from amazon_pay_budget")
  return Object.fromEntries(rows.map(({ key, points }) => [key.replace(/:.*\|/, ": "), points]))
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10)
}

/** Amazon's time runs this much faster here, and with it the pace its limits allow. */
const SPEED = 5
const faster = ({ live }: Operation) => ({ burst: live.burst, perSecond: live.perSecond * SPEED })
const BACKGROUND_PER_SECOND = faster(getChargePermission).perSecond * 0.75

describe("two processes at Amazon's limits", () => {
  let store: TestStore
  beforeAll(async () => {
    store = await openTestStore({ options: { sandbox: false, publicKeyId: LIVE_KEY }, limitOf: faster })
    const { privateKey = "" } = pluginOptions()
    const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString()
    await store.simulator.control.addMerchant(merchantSetup({ publicKeys: { [LIVE_KEY]: publicKey } }))
  })
  afterAll(() => store.close())

  it("work off 240 wallets at the pace of the background, without one 429, while buyers are served at once", async () => {
    const { control } = store.simulator
    const shopper = await newShopper({ ...store, runtime: asking(store.runtime) })
    const wallets: WalletEntity[] = []
    for (let number = 0; number < 240; number++) wallets.push(await shopper.wallet({ environment: "live" }))
    for (const { charge_permission_id: id } of wallets) {
      await control.changeWallet(id, { type: "payment_descriptor", descriptor: `Visa ****${id.slice(-4)}` })
    }
    for (const { body } of await control.deliveries()) await receiveNotification(store.runtime, Buffer.from(body))
    await control.clearRequests()
    await control.setModes({ throttling: true })
    const stopClock = runFaster()
    const second = await store.secondProcess()
    const draining = Promise.all([drainInbox(store.runtime), drainInbox(second)])

    for (const runtime of [store.runtime, second, store.runtime]) {
      await sleep(2_000)
      await Promise.all(wallets.slice(0, 3).map((wallet) => readAsBuyer(runtime, wallet)))
      expect(await spent(store)).toMatchObject({ "buyers: Get Charge Permission": 3 })
    }
    const taken = await draining
    stopClock()

    const requests = await control.requests({ operation: "GetChargePermission" })
    expect(taken[0] + taken[1]).toBe(240)
    expect(Math.min(...taken)).toBeGreaterThan(60)
    expect(requests.filter(({ status }) => status !== 200)).toEqual([])
    expect(requests).toHaveLength(240 + 9)
    const times = requests.map(({ receivedAt }) => Date.parse(receivedAt))
    const pace = (239 * 1000) / ((times.at(-1) ?? 0) - (times[0] ?? 0))
    expect(pace).toBeGreaterThan(0.7 * BACKGROUND_PER_SECOND)
    expect(
      (await rowsOf(store.runtime)).every(({ status, attempts }) => status === "processed" && attempts === 1),
    ).toBe(true)
  })

  /** @returns what ends it */
  function runFaster(): () => void {
    let at = Date.now()
    const timer = setInterval(() => {
      const elapsed = Date.now() - at
      at += elapsed
      void store.simulator.control.advanceClock((elapsed / 1000) * (SPEED - 1))
    }, 5)
    return () => clearInterval(timer)
  }
})

function readAsBuyer(runtime: Runtime, { merchant_account, charge_permission_id }: WalletEntity) {
  return accountOf(runtime, merchant_account).client.getChargePermission(charge_permission_id, { priority: "buyer" })
}

const LONGEST_WAIT_SECONDS = 10
const WINDOWS = ["buyers", "background"] as const

describe("when Amazon answers 429", () => {
  let store: TestStore
  beforeAll(async () => {
    store = await openTestStore()
  })
  afterAll(() => store.close())
  afterEach(() => store.simulator.control.clearFaults())

  it("no process calls that operation before the time Amazon named, and the others go on", async () => {
    const { control } = store.simulator
    const second = await store.secondProcess()
    const wallet = await (await newShopper({ ...store, runtime: asking(store.runtime) })).wallet()
    await control.clearRequests()
    await control.addFault({ operation: "GetChargePermission", status: 429, headers: { "retry-after": "2" } })
    const first = readAsBuyer(store.runtime, wallet)
    const { buyers, background } = divide(getChargePermission.sandbox)
    await until(async () => {
      const points = await spent(store)
      const [ofBuyers = 0, ofOthers = 0] = WINDOWS.map((window) => points[`${window}: Get Charge Permission`])
      return ofBuyers > buyers.calls && ofOthers > background.calls
    })
    const other = accountOf(second, "default").client
    await Promise.all([
      first,
      readAsBuyer(second, wallet),
      expect(other.getCheckoutSession("00000000-0000-4000-8000-000000000000")).rejects.toMatchObject({ status: 404 }),
    ])
    const requests = await control.requests()
    expect(requests.map(({ operation }) => operation)).toEqual([
      "GetChargePermission",
      "GetCheckoutSession",
      "GetChargePermission",
      "GetChargePermission",
    ])
    const [refused = 0, , ...later] = requests.map(({ receivedAt }) => Date.parse(receivedAt))
    for (const time of later) expect(time - refused).toBeGreaterThanOrEqual(1_990)
  })

  it("and names a long time, callers are told at once, and messages are given back untried", async () => {
    const { control } = store.simulator
    const shopper = await newShopper({ ...store, runtime: asking(store.runtime) })
    const wallet = await shopper.wallet()
    await control.changeWallet(wallet.charge_permission_id, { type: "payment_descriptor", descriptor: "Visa ****1" })
    const [delivery] = (await control.deliveries()).slice(-1)
    await control.addFault({ operation: "GetChargePermission", status: 429, headers: { "retry-after": "40" } })
    await expect(readAsBuyer(store.runtime, wallet)).rejects.toMatchObject({ code: "throttled", retryAfterSeconds: 40 })
    await control.clearRequests()
    const told: unknown = await readAsBuyer(await store.secondProcess(), wallet).catch((error: unknown) => error)
    expect(told).toMatchObject({ code: "throttled" })
    expect((told as AmazonPayError).retryAfterSeconds).toBeGreaterThan(LONGEST_WAIT_SECONDS * 3)
    await receiveNotification(store.runtime, Buffer.from(delivery?.body ?? ""))
    await drainInbox(store.runtime)
    expect(await control.requests()).toEqual([])
    const [row] = await rowsOf(store.runtime)
    expect(row).toMatchObject({ status: "received", attempts: 0, lease_until: null })
    expect(row?.next_attempt_at.getTime()).toBeGreaterThan(Date.now() + 30_000)
  })
})

describe("behind a pooler", () => {
  let store: TestStore
  beforeAll(async () => {
    store = await openTestStore({ poolSize: 1 })
  })
  afterAll(() => store.close())

  it("no statement is prepared under a name, which another server connection would not know", async () => {
    const wallet = await (await newShopper(store)).wallet()
    const { control } = store.simulator
    await control.changeWallet(wallet.charge_permission_id, { type: "payment_descriptor", descriptor: "Visa ****1" })
    const [delivery] = (await control.deliveries()).slice(-1)
    await receiveNotification(store.runtime, Buffer.from(delivery?.body ?? ""))
    await drainInbox(store.runtime)
    await readAsBuyer(store.runtime, wallet)
    expect(Object.keys(await spent(store))).toEqual(WINDOWS.map((window) => `${window}: Get Charge Permission`).sort())
    expect(await store.runtime.db.query("select statement from pg_prepared_statements")).toEqual([])
  })
})

describe("reconciliation", () => {
  /** One call for the background and four for buyers, and then none for longer than anybody waits. */
  const HARDLY_ANY = { burst: 10, perSecond: 0.01 }
  let store: TestStore
  let unlimited: Runtime
  beforeAll(async () => {
    store = await openTestStore({ limitOf: () => HARDLY_ANY })
    unlimited = asking(store.runtime)
  })
  afterAll(() => store.close())
  beforeEach(() => store.simulator.control.clearRequests())

  /** A buyer who finished at Amazon minutes ago, and whose session is known and not settled. */
  async function pendingSession(shopper: Shopper) {
    const { control } = store.simulator
    const started = await shopper.start((await shopper.wallet()).id)
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    await control.addFault({ operation: "GetCheckoutSession", times: "always", status: 503 })
    await shopper.complete(started, session)
    await control.clearFaults()
    await unlimited.db.query("update amazon_pay_checkout_attempt set created_at = now() - interval '2 minutes'")
    return { started, session }
  }

  it("settles sessions from the share of the background alone, and a buyer who returns meanwhile goes at once", async () => {
    const shopper = await newShopper({ ...store, runtime: unlimited })
    const pending = [await pendingSession(shopper), await pendingSession(shopper), await pendingSession(shopper)]
    await store.simulator.control.clearRequests()
    expect(await settlePendingSessions(store.runtime, () => false)).toBe(3)
    const updates = await Promise.all(pending.map(({ started }) => updateNow(unlimited, started.update.id)))
    expect(updates.map(({ status }) => status)).toEqual(["completed", "pending", "pending"])
    const background = await spent(store)
    expect(Object.keys(background).sort()).toEqual([
      "background: Complete Checkout Session",
      "background: Get Charge Permission",
      "background: Get Checkout Session",
    ])

    const returning = pending[1]
    if (!returning) throw new Error("nobody returns")
    const update = await shopper.complete(returning.started, returning.session, store.runtime)
    expect(update).toMatchObject({ status: "completed" })
    expect(await spent(store)).toEqual({
      ...background,
      "buyers: Complete Checkout Session": 1,
      "buyers: Get Charge Permission": 1,
      "buyers: Get Checkout Session": 1,
    })
    expect(await asked(store.simulator, "CompleteCheckoutSession")).toHaveLength(2)
  })

  it("erases from the share of the background alone, and a buyer who removes a wallet meanwhile goes at once", async () => {
    const gone = await newShopper({ ...store, runtime: unlimited })
    const staying = await newShopper({ ...store, runtime: unlimited })
    const wallet = await staying.wallet()
    await gone.wallet()
    await gone.wallet()
    expect(await requestErasure(store.runtime, gone.customerId)).toBe(2)
    expect(await eraseRequested(store.runtime)).toBe(1)
    const background = await spent(store)
    expect(background).not.toHaveProperty("buyers: Close Charge Permission")

    await closeWallet(store.runtime, { customerId: staying.customerId, walletId: wallet.id })
    expect(await walletNow(unlimited, wallet.id)).toMatchObject({ status: "closed" })
    expect(await spent(store)).toEqual({ ...background, "buyers: Close Charge Permission": 1 })
    expect(await asked(store.simulator, "CloseChargePermission")).toHaveLength(2)
  })
})

describe("the shared budget", () => {
  let store: TestStore
  const clients: Client[] = []
  beforeAll(async () => {
    store = await openTestStore()
  })
  afterAll(async () => {
    for (const client of clients) await client.end()
    await store.close()
  })
  beforeEach(() => store.runtime.db.query("truncate amazon_pay_budget"))

  async function process(
    limit: RateLimit = getChargePermission.live,
  ): Promise<{ budget: SharedBudget; statements: () => number }> {
    const client = new Client({ connectionString: store.databaseUrl })
    await client.connect()
    clients.push(client)
    let statements = 0
    const query = (statement: object) => {
      statements += 1
      return client.query(statement as { text: string; values: unknown[] })
    }
    const budget = createSharedBudget({ owner: "test", store: { query }, schema: "public", limitOf: () => limit })
    return { budget, statements: () => statements }
  }

  it("costs a buyer one statement, also when the buyers' own share is used up", async () => {
    const { budget, statements } = await process()
    for (let call = 0; call < 10; call++) await budget.awaitTurn(getChargePermission, "buyer")
    expect(statements()).toBe(10)
  })

  /** Nine calls for buyers and one more, and then none for longer than anybody waits. */
  const HARDLY_ANY = { burst: 20, perSecond: 0.04 }

  it("is one for all processes, and another for each operation", async () => {
    const [first, second] = [await process(HARDLY_ANY), await process(HARDLY_ANY)]
    for (let call = 0; call < 10; call++) {
      await (call % 2 ? first : second).budget.awaitTurn(getChargePermission, "buyer")
    }
    for (const { budget } of [first, second]) {
      await expect(budget.awaitTurn(getChargePermission, "buyer")).rejects.toMatchObject({ code: "throttled" })
    }
    await second.budget.awaitTurn(getCheckoutSession, "buyer")
    expect(await spent(store)).toMatchObject({ "buyers: Get Checkout Session": 1 })
  })

  it("lets a buyer through at once however many wait in the background of all processes", async () => {
    const limit = { burst: 20, perSecond: 12 }
    const [first, second] = [await process(limit), await process(limit)]
    let served = 0
    const waiting = Array.from({ length: 20 }, async (_, n) => {
      await (n % 2 ? first : second).budget.awaitTurn(getChargePermission, "notification")
      served += 1
    })
    await until(() => served > 2)
    for (const { budget } of [first, second]) await budget.awaitTurn(getChargePermission, "buyer")
    expect(served).toBeLessThan(20)
    expect(await spent(store)).toMatchObject({ "buyers: Get Charge Permission": 2 })
    await Promise.all(waiting)
  })

  it("serves notifications before what nobody waits for", async () => {
    const { budget } = await process({ burst: 20, perSecond: 40 })
    const order: string[] = []
    const take = (priority: "notification" | "reconcile") =>
      budget.awaitTurn(getChargePermission, priority).then(() => void order.push(priority))
    await Promise.all([
      ...Array.from({ length: 6 }, () => take("reconcile")),
      ...Array.from({ length: 6 }, () => take("notification")),
    ])
    expect(order.lastIndexOf("notification")).toBeLessThanOrEqual(8)
    expect(order.slice(-3)).toEqual(["reconcile", "reconcile", "reconcile"])
  })

  it("tells those who would wait too long to come back: two hundred wait, ten seconds at most", async () => {
    const { budget } = await process({ burst: 2, perSecond: 1 })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 250 }, () => budget.awaitTurn(getChargePermission, "reconcile")),
    )
    const refused = outcomes.filter(({ status }) => status === "rejected")
    expect(refused[0]).toMatchObject({ reason: { code: "throttled", retryable: true, retryAfterSeconds: 10 } })
    expect(250 - refused.length).toBeGreaterThanOrEqual(7)
    expect(250 - refused.length).toBeLessThanOrEqual(9)
  })

  it("is kept by each process alone while the database cannot be asked", async () => {
    const query = () => Promise.reject(new Error("the database is away"))
    const limitOf = () => HARDLY_ANY
    const budget = createSharedBudget({ owner: "test", store: { query }, schema: "public", limitOf })
    const turns = Array.from({ length: 12 }, () => budget.awaitTurn(getChargePermission, "buyer"))
    const outcomes = (await Promise.allSettled(turns)).map(({ status }) => status)
    expect(outcomes).toEqual([...Array<string>(10).fill("fulfilled"), "rejected", "rejected"])
  })

  it.each(
    Object.values(OPERATIONS).flatMap((operation: Operation) => [
      [operation.name, "live", operation.live] as const,
      [operation.name, "sandbox", operation.sandbox] as const,
    ]),
  )("stays within Amazon's bucket by its arithmetic: %s, %s", (_, __, limit) => {
    const { buyers, background } = divide(limit)
    expect(2 * buyers.calls - 1 + (2 * background.calls - 1)).toBeLessThanOrEqual(limit.burst)
    const pace = ({ calls, ms }: typeof buyers) => (calls * 1000) / ms
    expect(pace(buyers) + pace(background)).toBeLessThanOrEqual(limit.perSecond + 1e-9)
    expect(pace(background)).toBeCloseTo(0.75 * limit.perSecond)
  })
})
