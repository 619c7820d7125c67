import { historyOf, walletNow } from "../integration/support/records"
import { openCluster, type Cluster } from "./support/cluster"
import { eventually } from "./support/eventually"
import {
  change,
  deliver,
  inTurn,
  leasesRunOut,
  newStory,
  processed,
  stepsOf,
  toldAbout,
  unprocessed,
  type Story,
} from "./support/scene"
import type { StoreProcess } from "./support/store-process"

/** Processes of a whole store that are killed while they work. */

const WALLETS = 40
const CHANGES = 8

let cluster: Cluster
let servers: StoreProcess[]
let worker: StoreProcess
beforeAll(async () => {
  cluster = await openCluster({ redis: true, simulator: { latencyMs: 20 } })
  const [first, second, third] = await Promise.all([
    cluster.start("server-a", "server"),
    cluster.start("server-b", "server"),
    cluster.start("worker-a", "worker"),
  ])
  servers = [first, second]
  worker = third
})
afterAll(() => cluster.close())

async function storiesOf(wallets: number, changes: number): Promise<Story[]> {
  const stories: Story[] = []
  for (let n = 0; n < wallets; n++) stories.push(await newStory(cluster))
  for (const story of stories) await change(cluster, story, changes)
  return stories
}

/** As SNS does: what is not taken by one is sent again, here to the other. */
async function deliverAll(bodies: readonly Buffer[]): Promise<void> {
  const left = bodies.map((body, n) => ({ body, n }))
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const status = await deliver(inTurn(servers, next.n), next.body)
      if (status !== 200) left.push({ body: next.body, n: next.n + 1 })
    }
  }
  await Promise.all(Array.from({ length: 10 }, lane))
}

/** Nothing is lost and nothing is there twice: not in the inbox, not in the history, not for the store's subscribers. */
async function assertWhole(stories: readonly Story[]): Promise<void> {
  for (const { wallet, bodies, descriptors } of stories) {
    const ends = (await stepsOf(cluster, bodies)).filter(({ status }) => status === "processed")
    expect(ends.map(({ message_id }) => message_id).sort()).toEqual(
      [...new Set(ends.map((end) => end.message_id))].sort(),
    )
    expect(ends).toHaveLength(bodies.length)
    expect((await walletNow(cluster.runtime, wallet.id)).payment_descriptor).toBe(descriptors.at(-1))
    const entries = await historyOf(cluster.runtime, wallet.id)
    const told = entries.flatMap(({ changes }) => changes)
    expect(told).toHaveLength(entries.length)
    expect(told.map(({ before }) => before)).toEqual(
      [wallet.payment_descriptor, ...told.map(({ after }) => after)].slice(0, -1),
    )
    expect(told.at(-1)?.after).toBe(descriptors.at(-1))
    await eventually("every entry is told", async () => (await toldAbout(cluster, wallet)).length >= entries.length)
    expect((await toldAbout(cluster, wallet)).map(({ id }) => id).sort()).toEqual(entries.map(({ id }) => id).sort())
  }
}

it(`goes on in another worker when one is killed over ${WALLETS * CHANGES} notifications`, async () => {
  const stories = await storiesOf(WALLETS, CHANGES)
  const bodies = stories.flatMap((story) => story.bodies)
  const delivering = deliverAll(bodies)
  await eventually(
    "the worker is in the middle of it",
    async () => (await unprocessed(cluster, bodies)) < bodies.length,
  )
  await worker.kill()
  await delivering
  expect(await unprocessed(cluster, bodies)).toBeGreaterThan(0)
  await leasesRunOut(cluster)
  worker = await cluster.start("worker-b", "worker")
  await processed(cluster, bodies)
  await assertWhole(stories)
  const workers = new Set(
    (await stepsOf(cluster, bodies)).filter(({ status }) => status === "processed").map((s) => s.process),
  )
  expect([...workers].sort()).toEqual(["worker-a", "worker-b"])
})

it("processes what a server acknowledged that was killed right after", async () => {
  const stories = await storiesOf(5, 2)
  const bodies = stories.flatMap((story) => story.bodies)
  const [doomed] = servers
  if (!doomed) throw new Error("There is no server")
  const deliveries = bodies.map((body) => deliver(doomed, body))
  await Promise.any(deliveries)
  await doomed.kill()
  const statuses = await Promise.all(deliveries)
  expect(statuses).toContain(200)
  servers = servers.slice(1)
  const refused = bodies.filter((_, n) => statuses[n] !== 200)
  await processed(
    cluster,
    bodies.filter((_, n) => statuses[n] === 200),
  )
  await deliverAll(refused)
  await processed(cluster, bodies)
  await assertWhole(stories)
})
