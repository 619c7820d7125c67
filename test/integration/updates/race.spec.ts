import type { UpdateStatus } from "../../../src/contracts"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { receiveNotification } from "../../../src/modules/amazon-pay/inbox/receive"
import { NotificationEntity, WalletUpdateEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { publishedAbout } from "../support/notifications"
import { openQuickStore } from "../support/quick"
import { eventsAbout } from "../support/records"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"

/** How many updates race; more with `AMAZON_PAY_RACES=1000`. */
const RACES = Number(process.env.AMAZON_PAY_RACES ?? 200)
/** How many of them at the same time. */
const AT_ONCE = 10

let store: TestStore
let other: Runtime
let shopper: Shopper

beforeAll(async () => {
  store = await openQuickStore()
  other = await store.secondProcess()
  await store.simulator.control.setModes({ updateNotifications: "both" })
  shopper = await newShopper(store)
})
afterAll(() => store.close())

async function confirmedUpdate(index: number) {
  const wallet = await shopper.wallet()
  const started = await shopper.start(wallet.id)
  const session = await shopper.atAmazon(started, { card: index % 2 ? "0005" : "4444", end: "confirm" })
  return { wallet, started, session, messages: await publishedAbout(store.simulator, wallet.charge_permission_id) }
}

type Confirmed = Awaited<ReturnType<typeof confirmedUpdate>>

/** The return of one process and the notification of the other, in a random order and a random moment apart. */
async function race({ started, session, messages }: Confirmed): Promise<void> {
  const [here, there] = Math.random() < 0.5 ? [store.runtime, other] : [other, store.runtime]
  await Promise.all(
    shuffled([
      () => shopper.complete(started, session, here),
      ...messages.map((body) => async () => {
        await receiveNotification(there, body)
        await drainInbox(there)
      }),
    ]).map(async (run) => {
      await moments(Math.floor(Math.random() * 20))
      await run()
    }),
  )
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

function moments(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

it(
  `return and notification of ${RACES} updates at once in two processes make one entry each with both sources (8)`,
  async () => {
    await recordStatuses()
    const updates: Confirmed[] = []
    for (let index = 0; index < RACES; index += AT_ONCE) {
      const size = Math.min(AT_ONCE, RACES - index)
      const batch = await Promise.all(Array.from({ length: size }, (_, offset) => confirmedUpdate(index + offset)))
      await Promise.all(batch.map(race))
      updates.push(...batch)
    }
    while ((await drainInbox(store.runtime)) > 0);

    const entries = await store.runtime.db
      .getRepository(WalletUpdateEntity)
      .createQueryBuilder("u")
      .where("u.customer_id = :id and u.initiated_by <> 'admin'", { id: shopper.customerId })
      .getMany()
    expect(entries).toHaveLength(RACES)
    const byId = new Map(entries.map((entry) => [entry.id, entry]))
    for (const { wallet, started, session } of updates) {
      expect(byId.get(started.update.id)).toMatchObject({
        wallet_id: wallet.id,
        status: "completed",
        sources: ["return", "ipn"],
        checkout_session_id: session,
        message: null,
        changes: [{ field: "payment_descriptor", before: wallet.payment_descriptor }],
      })
    }

    const completions = await store.simulator.control.requests({ operation: "CompleteCheckoutSession" })
    expect(completions).toHaveLength(RACES)
    const events = await eventsAbout(store.runtime, shopper.customerId)
    expect(events.filter((name) => name === "amazon-pay.wallet.updated")).toHaveLength(RACES)

    const messages = await store.runtime.db.getRepository(NotificationEntity).find()
    expect(messages.filter(({ status }) => status !== "processed")).toEqual([])
    expect(messages.every(({ last_error, attempts }) => last_error === null && attempts === 1)).toBe(true)
    expect(store.logs.filter(({ message }) => /deadlock|could not be/.test(message))).toEqual([])
    expect(await statusesThatWentBack()).toEqual([])
  },
  60_000 + RACES * 3_000,
)

const RANKS: Readonly<Record<UpdateStatus, number>> = {
  started: 0,
  pending: 1,
  expired: 2,
  canceled: 2,
  declined: 2,
  failed: 2,
  completed: 3,
}

/** Writes down every status an update goes through, in the database itself. */
async function recordStatuses(): Promise<void> {
  const { db } = store.runtime
  await db.query(`create table status_log (id bigserial primary key, update_id text, before text, after text)`)
  await db.query(`create function log_status() returns trigger language plpgsql as
    $$ begin insert into status_log (update_id, before, after) values (new.id, old.status, new.status); return new; end $$`)
  await db.query(`create trigger log_status after update on amazon_pay_wallet_update
    for each row when (old.status is distinct from new.status) execute function log_status()`)
}

/** @returns the steps back; it is checked that return and notification both won races */
async function statusesThatWentBack() {
  const steps = await store.runtime.db.query<{ before: UpdateStatus; after: UpdateStatus }[]>(
    `select before, after from status_log`,
  )
  const firstSteps = new Set(steps.filter(({ before }) => before === "started").map(({ after }) => after))
  expect(firstSteps).toEqual(new Set(["pending", "completed"]))
  return steps.filter(({ before, after }) => RANKS[after] < RANKS[before])
}
