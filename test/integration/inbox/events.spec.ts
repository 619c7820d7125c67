import { EVENTS } from "../../../src/modules/amazon-pay/events/names"
import { flushOutbox, writeEvent, type EmittableEvent } from "../../../src/modules/amazon-pay/events/outbox"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { openTestStore, type TestStore } from "../support/store"

/** Events on their way from the transaction that wrote them to Medusa's bus. */

let store: TestStore
let runtime: Runtime
beforeAll(async () => {
  store = await openTestStore()
  runtime = store.runtime
})
afterAll(() => store.close())
beforeEach(() => runtime.db.query("truncate amazon_pay_outbox"))

async function write(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await writeEvent(runtime.db.manager, EVENTS.walletUpdated, { id: `event-${n}`, wallet_id: null, customer_id: null })
  }
}

/** A bus that keeps what it was given. */
function bus(): { ids: string[]; emit: (events: EmittableEvent[]) => Promise<void> } {
  const ids: string[] = []
  return { ids, emit: async (events) => void ids.push(...events.map(({ data }) => String(data.id))) }
}

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `event-${n}`)
const leasesRunOut = () => runtime.db.query("update amazon_pay_outbox set lease_until = now() - interval '1 second'")

it("are emitted once each, in the order in which they were written, however many there are", async () => {
  await write(250)
  const { ids, emit } = bus()
  expect(await flushOutbox(runtime.db, emit)).toBe(250)
  expect(ids).toEqual(numbered(250))
  expect(await flushOutbox(runtime.db, emit)).toBe(0)
})

it("of a transaction that is rolled back are never emitted", async () => {
  const written = runtime.db.transaction(async (db) => {
    await writeEvent(db, EVENTS.walletUpdated, { id: "undone", wallet_id: null, customer_id: null })
    throw new Error("rolled back")
  })
  await expect(written).rejects.toThrow("rolled back")
  expect(await flushOutbox(runtime.db, bus().emit)).toBe(0)
})

it("are emitted once each by two processes that flush at the same time", async () => {
  await write(300)
  const second = await store.secondProcess()
  const { ids, emit } = bus()
  const slowly = async (events: EmittableEvent[]) => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    await emit(events)
  }
  const flushed = await Promise.all([flushOutbox(runtime.db, slowly), flushOutbox(second.db, slowly)])
  expect(flushed.every((count) => count > 0)).toBe(true)
  expect(ids.sort()).toEqual(numbered(300).sort())
})

it("that the bus does not take are emitted later, none is lost", async () => {
  await write(3)
  await expect(flushOutbox(runtime.db, () => Promise.reject(new Error("the bus is away")))).rejects.toThrow("away")
  const { ids, emit } = bus()
  expect(await flushOutbox(runtime.db, emit)).toBe(0)
  await leasesRunOut()
  expect(await flushOutbox(runtime.db, emit)).toBe(3)
  expect(ids).toEqual(numbered(3))
})

it("are emitted again by the next process when one dies between emitting and noting it", async () => {
  await write(2)
  const { ids, emit } = bus()
  const jobs: string[] = []
  const emitJobs = async (events: EmittableEvent[]) => {
    jobs.push(...events.map(({ options }) => options.jobId))
    await emit(events)
  }
  await flushOutbox(runtime.db, async (events) => {
    await emitJobs(events)
    throw new Error("died")
  }).catch(() => undefined)
  await leasesRunOut()
  await flushOutbox((await store.secondProcess()).db, emitJobs)
  expect(ids).toEqual([...numbered(2), ...numbered(2)])
  // By these Redis knows that it had them.
  expect(jobs.slice(2)).toEqual(jobs.slice(0, 2))
  expect(new Set(jobs).size).toBe(2)
})

it("wait for a bus that is away without holding anybody up, and are all emitted once when it is back", async () => {
  await write(120)
  const { ids, emit } = bus()
  let comesBack = () => undefined as void
  const away = new Promise<void>((resolve) => {
    comesBack = resolve
  })
  let calls = 0
  const onceBack = async (events: EmittableEvent[]) => {
    calls += 1
    await away
    await emit(events)
  }
  expect(await flushOutbox(runtime.db, onceBack)).toBe(0)
  expect(await flushOutbox(runtime.db, onceBack)).toBe(0)
  expect(calls).toBe(1)
  comesBack()
  const unsent = async () => (await runtime.db.query("select 1 from amazon_pay_outbox where emitted_at is null")).length
  while (await unsent()) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(ids).toEqual(numbered(120))
  expect(await flushOutbox(runtime.db, onceBack)).toBe(0)
})
