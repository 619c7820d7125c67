import { createPublicKey } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { Client } from "pg"
import { OPERATIONS, type Operation, type RateLimit } from "../../../src/client/operations"
import { createSharedBudget, divide, type SharedBudget } from "../../../src/client/shared-budget"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { receiveNotification } from "../../../src/modules/amazon-pay/inbox/receive"
import { accountOf, type Runtime } from "../../../src/modules/amazon-pay/runtime"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { merchantSetup, pluginOptions } from "../support/options"
import { asking } from "../support/quick"
import { newShopper } from "../support/shopper"
import { openTestStore, type TestStore } from "../support/store"
import { rowsOf } from "./door"

const { getChargePermission, getCheckoutSession } = OPERATIONS
const LIVE_KEY = "LIVE-TESTKEY"

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

    const waits: number[] = []
    for (const runtime of [store.runtime, second, store.runtime]) {
      await sleep(2_000)
      const buyers = wallets.slice(0, 3).map((wallet) => timed(() => readAsBuyer(runtime, wallet)))
      waits.push(...(await Promise.all(buyers)))
    }
    const taken = await draining
    stopClock()

    const requests = await control.requests({ operation: "GetChargePermission" })
    expect(taken[0] + taken[1]).toBe(240)
    expect(Math.min(...taken)).toBeGreaterThan(60)
    expect(requests.filter(({ status }) => status !== 200)).toEqual([])
    expect(requests).toHaveLength(240 + waits.length)
    expect(Math.max(...waits)).toBeLessThan(1_000)
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

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

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
    await sleep(200)
    const other = accountOf(second, "default").client
    const [waited, unhindered] = await Promise.all([
      timed(() => readAsBuyer(second, wallet)),
      timed(() => other.getCheckoutSession("00000000-0000-4000-8000-000000000000").catch(() => undefined)),
    ])
    await first
    const times = (await control.requests({ operation: "GetChargePermission" })).map((r) => Date.parse(r.receivedAt))
    expect(times).toHaveLength(3)
    for (const time of times.slice(1)) expect(time - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_990)
    expect(waited).toBeGreaterThan(1_500)
    expect(unhindered).toBeLessThan(1_000)
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
    const started = Date.now()
    await expect(readAsBuyer(await store.secondProcess(), wallet)).rejects.toMatchObject({ code: "throttled" })
    await receiveNotification(store.runtime, Buffer.from(delivery?.body ?? ""))
    await drainInbox(store.runtime)
    expect(Date.now() - started).toBeLessThan(1_500)
    expect(await control.requests()).toEqual([])
    const [row] = await rowsOf(store.runtime)
    expect(row).toMatchObject({ status: "received", attempts: 0, lease_until: null })
    expect(row?.next_attempt_at.getTime()).toBeGreaterThan(Date.now() + 30_000)
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

  it("is one for all processes, and another for each operation", async () => {
    const [first, second] = [await process(), await process()]
    const taken = Array.from({ length: 9 }, (_, n) =>
      (n % 2 ? first : second).budget.awaitTurn(getChargePermission, "buyer"),
    )
    await Promise.all(taken)
    await first.budget.awaitTurn(getChargePermission, "buyer")
    expect(await timed(() => second.budget.awaitTurn(getChargePermission, "buyer"))).toBeGreaterThan(100)
    expect(await timed(() => second.budget.awaitTurn(getCheckoutSession, "buyer"))).toBeLessThan(100)
  })

  it("lets a buyer through at once however many wait in the background of all processes", async () => {
    const limit = { burst: 20, perSecond: 12 }
    const [first, second] = [await process(limit), await process(limit)]
    const waiting = Array.from({ length: 20 }, (_, n) =>
      (n % 2 ? first : second).budget.awaitTurn(getChargePermission, "notification").catch(() => undefined),
    )
    await sleep(700)
    for (const { budget } of [first, second]) {
      expect(await timed(() => budget.awaitTurn(getChargePermission, "buyer"))).toBeLessThan(100)
    }
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
    const started = Date.now()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 250 }, () => budget.awaitTurn(getChargePermission, "reconcile")),
    )
    const refused = outcomes.filter(({ status }) => status === "rejected")
    expect(refused[0]).toMatchObject({ reason: { code: "throttled", retryable: true, retryAfterSeconds: 10 } })
    expect(250 - refused.length).toBeGreaterThanOrEqual(7)
    expect(250 - refused.length).toBeLessThanOrEqual(9)
    expect(Date.now() - started).toBeLessThan(11_500)
  })

  it("is kept by each process alone while the database cannot be asked", async () => {
    const query = () => Promise.reject(new Error("the database is away"))
    const limitOf = () => ({ burst: 20, perSecond: 4 })
    const budget = createSharedBudget({ owner: "test", store: { query }, schema: "public", limitOf })
    const turns = Array.from({ length: 12 }, () => timed(() => budget.awaitTurn(getChargePermission, "buyer")))
    const waits = (await Promise.all(turns)).sort((a, b) => a - b)
    expect(waits[8]).toBeLessThan(100)
    expect(waits[11]).toBeGreaterThan(300)
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
