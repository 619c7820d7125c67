import { historyOf, walletNow } from "../integration/support/records"
import { openCluster, type Cluster } from "./support/cluster"
import { eventually } from "./support/eventually"
import {
  change,
  comeBack,
  completions,
  deliver,
  inTurn,
  loggedInCustomer,
  newStory,
  processed,
  returning,
  stepsOf,
  toldAbout,
  unprocessed,
  type LoggedIn,
  type Returning,
  type Story,
} from "./support/scene"
import type { RedisUnderTest } from "./support/redis"
import type { StoreProcess } from "./support/store-process"

/** Redis is away, and comes back. No process of the store is restarted. */

let cluster: Cluster
let redis: RedisUnderTest
let servers: StoreProcess[]
let customer: LoggedIn
beforeAll(async () => {
  cluster = await openCluster({ redis: true })
  if (!cluster.redis) throw new Error("There is no Redis")
  redis = cluster.redis
  const [first, second] = await Promise.all([
    cluster.start("server-a", "server"),
    cluster.start("server-b", "server"),
    cluster.start("worker-a", "worker"),
  ])
  servers = [first, second]
  customer = await loggedInCustomer(cluster, first)
})
afterAll(() => cluster.close())

async function storiesOf(wallets: number): Promise<Story[]> {
  const stories: Story[] = []
  for (let n = 0; n < wallets; n++) stories.push(await newStory(cluster))
  for (const story of stories) await change(cluster, story, 2)
  return stories
}

/** One delivery after the other, to each server in turn. */
async function deliverAll(stories: readonly Story[], between: (n: number) => Promise<void> = async () => undefined) {
  const bodies = stories.flatMap((story) => story.bodies)
  const statuses: number[] = []
  for (const [n, body] of bodies.entries()) {
    await between(n)
    statuses.push(await deliver(inTurn(servers, n), body))
  }
  expect(statuses).toEqual(bodies.map(() => 200))
  return bodies
}

/** Each message was worked off once, and each entry told once. */
async function assertWhole(stories: readonly Story[]): Promise<void> {
  await assertWorkedOff(stories)
  for (const { wallet } of stories) {
    const entries = await historyOf(cluster.runtime, wallet.id)
    await eventually("every entry is told", async () => (await toldAbout(cluster, wallet)).length >= entries.length)
    expect((await toldAbout(cluster, wallet)).map(({ id }) => id).sort()).toEqual(entries.map(({ id }) => id).sort())
  }
}

async function assertWorkedOff(stories: readonly Story[]): Promise<void> {
  const bodies = stories.flatMap((story) => story.bodies)
  await processed(cluster, bodies)
  expect((await stepsOf(cluster, bodies)).filter(({ status }) => status === "processed")).toHaveLength(bodies.length)
  for (const { wallet, descriptors } of stories) {
    expect((await walletNow(cluster.runtime, wallet.id)).payment_descriptor).toBe(descriptors.at(-1))
  }
}

it("that crashes and restarts under delivery: all is taken and worked off", async () => {
  const stories = await storiesOf(15)
  await deliverAll(stories, async (n) => {
    if (n === 8) await redis.kill()
    if (n === 20) await redis.start()
  })
  await assertWhole(stories)
})

describe("that is stopped for a while", () => {
  let stories: Story[]
  let bodies: Buffer[]
  let buyer: Returning
  beforeAll(async () => {
    stories = await storiesOf(20)
    await redis.stop()
    bodies = await deliverAll(stories)
  })

  it("every delivery is taken meanwhile, and waits", async () => {
    expect(await unprocessed(cluster, bodies)).toBe(bodies.length)
  })

  it("customers see their wallets and start updates meanwhile", async () => {
    const ask = async (path: string, body?: object) => {
      const answer = await fetch(`${servers[0]?.url}/store/customers/me/amazon-pay${path}`, {
        method: body ? "POST" : "GET",
        body: JSON.stringify(body),
        headers: { ...customer.headers, "content-type": "application/json" },
        signal: AbortSignal.timeout(10_000),
      })
      return { status: answer.status, body: await answer.json() }
    }
    expect(await ask("/wallets")).toMatchObject({ status: 200, body: { count: 1 } })
    expect(await ask(`/wallets/${customer.wallet.id}/update`, { update_type: "payment_method" })).toMatchObject({
      status: 200,
      body: { update: { status: "started" } },
    })
  })

  it("buyers who come back are done meanwhile", async () => {
    buyer = await returning(cluster)
    expect(await comeBack(inTurn(servers, 0), buyer)).toBe("completed")
  })

  it("all is worked off when it is back, and a buyer who comes again changes nothing", async () => {
    await redis.start()
    await assertWhole(stories)
    expect(await comeBack(inTurn(servers, 1), buyer)).toBe("completed")
    expect(await completions(cluster, buyer)).toBe(1)
    expect(await historyOf(cluster.runtime, buyer.story.wallet.id)).toMatchObject([
      { id: buyer.started.update.id, status: "completed" },
    ])
  })
})

it("that comes back without any memory: all is taken and worked off, and told but for what it took with it", async () => {
  const before = await storiesOf(3)
  const meanwhile = await storiesOf(5)
  const after = await storiesOf(3)
  await deliverAll(before)
  await redis.kill()
  await deliverAll(meanwhile)
  await redis.forget()
  await deliverAll(after)
  await assertWorkedOff(before)
  await assertWhole([...meanwhile, ...after])
})
