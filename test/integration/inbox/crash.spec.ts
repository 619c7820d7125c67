import { setTimeout as delay } from "node:timers/promises"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { OutboxEventEntity, type WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { reconcile } from "../../../src/modules/amazon-pay/upkeep/reconcile"
import { MERCHANT_ID, pluginOptions } from "../support/options"
import type { Moment } from "../support/child"
import { startChild, type Child } from "../support/children"
import { inLanes } from "../support/lanes"
import { publishedAbout } from "../support/notifications"
import { asking } from "../support/quick"
import { historyOf, updateNow, walletNow } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import { openTestStore, type TestStore } from "../support/store"
import { makeDue, rowsOf } from "./door"

/**
 * 21 and 22 of the hostile cases in full: processes that are killed at every point that matters, and at random, over
 * ingest, processing and return. Three at a time work on one database. AMAZON_PAY_KILLS says how many die in all.
 */
const KILLS = Number(process.env.AMAZON_PAY_KILLS ?? 50)
const AT_ONCE = 3
const AGAIN = 3

const INSERT = "insert into amazon_pay_notification"
const CLAIM = "with due as"
const READ = "GET http"
const SNAPSHOT = 'UPDATE "public"."amazon_pay_wallet" SET'
const ENTRY = 'INSERT INTO "public"."amazon_pay_wallet_update"'
const EVENT = 'INSERT INTO "public"."amazon_pay_outbox"'
const SETTLED = 'UPDATE "public"."amazon_pay_notification" SET'
const COMMIT = "COMMIT"
const COMPLETE = "/complete"
const OUTCOME = 'UPDATE "public"."amazon_pay_wallet_update" SET'

/** By ingest and processing: before and after each step. */
const NOTIFICATION_MOMENTS: readonly Moment[] = [
  { at: INSERT, when: "before" },
  { at: INSERT, when: "after" },
  { at: CLAIM, when: "before" },
  { at: CLAIM, when: "after" },
  { at: READ, when: "before" },
  { at: READ, when: "after", nth: 2 },
  { at: SNAPSHOT, when: "after" },
  { at: ENTRY, when: "after" },
  { at: EVENT, when: "after" },
  { at: COMMIT, when: "before" },
  { at: COMMIT, when: "after" },
  { at: SETTLED, when: "before" },
  { at: SETTLED, when: "after" },
  { at: COMMIT, when: "before", nth: 2 },
  { at: COMMIT, when: "after", nth: 2 },
]

const RETURN_MOMENTS: readonly Moment[] = [
  { at: READ, when: "after" },
  { at: COMPLETE, when: "before" },
  { at: COMPLETE, when: "after" },
  { at: OUTCOME, when: "after" },
  { at: COMMIT, when: "before" },
  { at: COMMIT, when: "after" },
  { at: SNAPSHOT, when: "after" },
  { at: COMMIT, when: "before", nth: 2 },
  { at: COMMIT, when: "after", nth: 2 },
]

let store: TestStore
let runtime: Runtime
beforeAll(async () => {
  store = await openTestStore()
  runtime = asking(store.runtime)
})
afterAll(() => store.close())

const setup = (dieAt: Moment | null) => ({
  databaseUrl: store.databaseUrl,
  options: pluginOptions({
    endpoints: store.simulator.endpoints("eu"),
    ipn: { topicArns: [store.simulator.topicArn(MERCHANT_ID)] },
  }),
  dieAt,
})

/** A wallet that changes at Amazon again and again, and whose notifications are delivered until they are taken. */
type Story = { shopper: Shopper; wallet: WalletEntity; undelivered: string[]; changes: string[]; taken: number }

async function newStory(): Promise<Story> {
  const shopper = await newShopper({ ...store, runtime })
  return { shopper, wallet: await shopper.wallet(), undelivered: [], changes: [], taken: 0 }
}

async function change(story: Story): Promise<void> {
  const descriptor = `Visa ****${String(story.changes.length).padStart(4, "0")}`
  const id = story.wallet.charge_permission_id
  await store.simulator.control.changeWallet(id, { type: "payment_descriptor", descriptor })
  story.changes.push(descriptor)
  const [published] = (await publishedAbout(store.simulator, id)).slice(-1)
  story.undelivered.push(String(published))
}

/** As SNS does: what was not taken is sent again. */
async function deliverTo(child: Child, story: Story): Promise<void> {
  for (const body of [...story.undelivered]) {
    if (!(await child.order({ do: "receive", body }))) return
    const at = story.undelivered.indexOf(body)
    if (at < 0) continue
    story.undelivered.splice(at, 1)
    story.taken += 1
  }
}

let kills = 0

/** Others may take this story's messages before the child comes to its moment; there is always another change. */
async function dieOver(story: Story, dieAt: Moment): Promise<void> {
  await workUntilDeath(story, await startChild(setup(dieAt)))
}

async function dieAtRandom(story: Story): Promise<void> {
  const child = await startChild(setup(null))
  setTimeout(child.kill, Math.random() * 120)
  await workUntilDeath(story, child)
}

/** After so many changes it is another process, of another story, that died with this story's messages in its hands. */
const HURRIED = 20

/** Time passes: no living process of this test works on a message for as long as this. */
const endOldLeases = () =>
  runtime.db.query(
    `update amazon_pay_notification set lease_until = now() - interval '1 second'
     where lease_until between now() and now() + interval '100 seconds'`,
  )

async function workUntilDeath(story: Story, child: Child): Promise<void> {
  let alive = true
  void child.ended.then(() => (alive = false))
  while (alive) {
    await change(story)
    await Promise.all([deliverTo(child, story), child.order({ do: "drain" })])
    await child.order({ do: "drain" })
    if (story.changes.length > HURRIED) await Promise.all([endOldLeases(), delay(500)])
  }
  expect(await child.ended).toBe("SIGKILL")
  kills += 1
}

/** Leases run out and the next process goes on. */
async function recover(): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await makeDue(runtime)
    if (!(await drainInbox(runtime))) return
  }
}

async function assertWhole(story: Story): Promise<void> {
  const { wallet, changes } = story
  const rows = (await rowsOf(runtime)).filter((row) => row.charge_permission_id === wallet.charge_permission_id)
  expect(rows).toHaveLength(story.taken)
  expect(rows.map(({ status }) => status)).toEqual(rows.map(() => "processed"))
  expect((await walletNow(runtime, wallet.id)).payment_descriptor).toBe(changes.at(-1))

  const entries = await historyOf(runtime, wallet.id)
  const told = entries.flatMap((entry) => entry.changes)
  expect(told.map(({ field }) => field)).toEqual(entries.map(() => "payment_descriptor"))
  for (const [n, { before }] of told.entries()) {
    expect(before).toBe(n ? told[n - 1]?.after : wallet.payment_descriptor)
  }
  expect(told.at(-1)?.after).toBe(changes.at(-1))
  for (const { id } of entries) expect(rows.some(({ update_id }) => update_id === id)).toBe(true)
  const events = await runtime.db.getRepository(OutboxEventEntity).findBy({ name: "amazon-pay.wallet.updated" })
  expect(events.filter(({ data }) => data.wallet_id === wallet.id)).toHaveLength(entries.length)
}

it("a process that dies at any step of ingest or processing loses nothing and does nothing twice", async () => {
  const stories = await Promise.all(NOTIFICATION_MOMENTS.map(newStory))
  await inLanes(
    AT_ONCE,
    NOTIFICATION_MOMENTS.map((moment, n) => () => dieOver(stories[n] ?? raise(), moment)),
  )
  const heir = await startChild(setup(null))
  for (const story of stories) await deliverTo(heir, story)
  heir.kill()
  await recover()
  for (const story of stories) await assertWhole(story)
}, 120_000)

it("a process that dies at any step of a return leaves an update that is completed once", async () => {
  const done = RETURN_MOMENTS.map((moment) => async () => {
    const shopper = await newShopper({ ...store, runtime })
    const wallet = await shopper.wallet()
    const started = await shopper.start(wallet.id)
    const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
    const child = await startChild(setup(moment))
    const order = { customerId: shopper.customerId, updateId: started.update.id, checkoutSessionId: session }
    expect(await child.order({ do: "complete", ...order })).toBe(false)
    expect(await child.ended).toBe("SIGKILL")
    kills += 1
    return { wallet, updateId: started.update.id, session }
  })
  const returns = await inLanes(AT_ONCE, done)
  store.advance(300)
  await runtime.db.query("update amazon_pay_checkout_attempt set lease_until = null")
  await makeDue(runtime)
  await reconcile(runtime)
  await reconcile(runtime)
  for (const { wallet, updateId, session } of returns) {
    expect(await updateNow(runtime, updateId)).toMatchObject({ status: "completed", checkout_session_id: session })
    expect((await historyOf(runtime, wallet.id)).map(({ id }) => id)).toEqual([updateId])
    expect((await walletNow(runtime, wallet.id)).payment_descriptor).toContain("0005")
    const completions = await store.simulator.control.requests({ operation: "CompleteCheckoutSession", status: 200 })
    const ofSession = completions.filter(({ path, replayed }) => path.includes(session) && !replayed)
    expect(ofSession).toHaveLength(1)
  }
})

it(
  "processes that die at random, again and again, lose nothing and do nothing twice",
  async () => {
    const left = Math.max(KILLS - NOTIFICATION_MOMENTS.length - RETURN_MOMENTS.length, AT_ONCE)
    const stories = await Promise.all(Array.from({ length: AGAIN }, newStory))
    const deaths = Array.from({ length: left }, (_, n) => () => dieAtRandom(stories[n % AGAIN] ?? raise()))
    await inLanes(AT_ONCE, deaths)
    const heir = await startChild(setup(null))
    for (const story of stories) await deliverTo(heir, story)
    heir.kill()
    await recover()
    for (const story of stories) await assertWhole(story)
    expect(kills).toBe(NOTIFICATION_MOMENTS.length + RETURN_MOMENTS.length + left)
    expect(stories.every(({ taken }) => taken > 0)).toBe(true)
  },
  120_000 + KILLS * 5_000,
)

function raise(): never {
  throw new Error("there is no such story")
}
