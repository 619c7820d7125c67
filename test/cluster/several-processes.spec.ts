import { receiveNotification } from "../../src/modules/amazon-pay/inbox/receive"
import { asked, historyOf, updateNow } from "../integration/support/records"
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
  oneMoreThrough,
  processed,
  returning,
  stepsOf,
  toldAbout,
} from "./support/scene"
import type { StoreProcess } from "./support/store-process"

/** Two servers and a worker: Medusa three times, on one PostgreSQL and one Redis. */

const PAIRS = Number(process.env.AMAZON_PAY_CLUSTER_RACES ?? 10)

let cluster: Cluster
let servers: [StoreProcess, StoreProcess]
let worker: StoreProcess
beforeAll(async () => {
  cluster = await openCluster({ redis: true })
  const [first, second, third] = await Promise.all([
    cluster.start("server-a", "server"),
    cluster.start("server-b", "server"),
    cluster.start("worker-a", "worker"),
  ])
  servers = [first, second]
  worker = third
})
afterAll(() => cluster.close())

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

it("answers 200 to each of fifty equal deliveries to two servers; the worker works on one, and tells of it once", async () => {
  const story = await newStory(cluster)
  await change(cluster, story)
  await cluster.simulator.control.clearRequests()
  const [body] = story.bodies
  if (!body) throw new Error("Nothing was published")
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => deliver(inTurn(servers, n), body)))
  expect(answers).toEqual(answers.map(() => 200))
  await processed(cluster, [body])
  await oneMoreThrough(cluster, servers[0])
  expect(await stepsOf(cluster, [body])).toEqual([
    expect.objectContaining({ status: "received", attempts: 0, process: expect.stringMatching(/^server-[ab]$/) }),
    expect.objectContaining({ status: "received", attempts: 1, process: "worker-a" }),
    expect.objectContaining({ status: "processed", attempts: 1, process: "worker-a" }),
  ])
  const readings = await asked(cluster.simulator, "GetChargePermission")
  expect(readings.filter(({ path }) => path.includes(story.wallet.charge_permission_id))).toHaveLength(1)
  const [entry] = await historyOf(cluster.runtime, story.wallet.id)
  expect(await toldAbout(cluster, story.wallet)).toEqual([{ id: entry?.id, process: "worker-a" }])
})

it(`writes one entry for a return and a notification that come together to two servers, ${PAIRS} times`, async () => {
  const pairs = []
  for (let n = 0; n < PAIRS; n++) pairs.push(await returning(cluster))
  const outcomes: (string | null)[] = []
  const requests = pairs.flatMap((pair) => [
    async () => void outcomes.push(await comeBack(servers[0], pair)),
    ...pair.story.bodies.map((body) => async () => expect(await deliver(servers[1], body)).toBe(200)),
  ])
  await Promise.all(shuffled(requests).map((request) => request()))
  expect(outcomes).toEqual(pairs.map(() => "completed"))
  await processed(
    cluster,
    pairs.flatMap(({ story }) => story.bodies),
  )
  for (const pair of pairs) {
    const history = await historyOf(cluster.runtime, pair.story.wallet.id)
    expect(history.map(({ id, status }) => ({ id, status }))).toEqual([
      { id: pair.started.update.id, status: "completed" },
    ])
    expect(history[0]?.changes.map(({ field }) => field)).toEqual(["payment_descriptor"])
    expect(await completions(cluster, pair)).toBe(1)
  }
})

it("completes a session once that comes back in two tabs, one to each server", async () => {
  const buyers = []
  for (let n = 0; n < 5; n++) buyers.push(await returning(cluster))
  const outcomes = await Promise.all(buyers.flatMap((buyer) => servers.map(async (server) => comeBack(server, buyer))))
  expect(outcomes).toEqual(outcomes.map(() => "completed"))
  for (const buyer of buyers) {
    expect(await completions(cluster, buyer)).toBe(1)
    expect((await updateNow(cluster.runtime, buyer.started.update.id)).status).toBe("completed")
    expect(await historyOf(cluster.runtime, buyer.story.wallet.id)).toHaveLength(1)
  }
})

it("does not hold up the store's other events while the worker waits for Amazon", async () => {
  const story = await newStory(cluster)
  await change(cluster, story)
  const { control } = cluster.simulator
  await control.addFault({ path: story.wallet.charge_permission_id, hang: true, times: "always" })
  for (const body of story.bodies) expect(await deliver(servers[0], body)).toBe(200)
  await eventually("the worker asks Amazon", async () => {
    return (await control.requests({ verdict: "fault" })).length > 0
  })
  await loggedInCustomer(cluster, servers[1])
  await eventually("the store's event arrives", async () => {
    return (await cluster.query("select 1 from test_event where name = 'customer.created'")).length > 0
  })
  const steps = await stepsOf(cluster, story.bodies)
  expect(steps.map(({ status }) => status)).toEqual(steps.map(() => "received"))
  await control.clearFaults()
  await control.addFault({ notification: "withhold", times: "always" })
  await processed(cluster, story.bodies)
})

it("sweeps the inbox every minute in one of two workers", async () => {
  const workers = [worker, await cluster.start("worker-b", "worker")]
  const sweeps = () =>
    workers.map(({ said }) => said().split("executing scheduled job job-amazon-pay-inbox ").length - 1)
  const total = () => sweeps().reduce((sum, count) => sum + count, 0)
  const minute = () => Math.floor(Date.now() / 60_000)
  const [before, began] = [total(), minute()]
  const story = await newStory(cluster)
  await change(cluster, story, 3)
  for (const body of story.bodies) await receiveNotification(cluster.runtime, body)
  await processed(cluster, story.bodies)
  await oneMoreThrough(cluster, servers[0])
  expect(total() - before).toBe(minute() - began)
  const steps = await stepsOf(cluster, story.bodies)
  expect(steps.filter(({ status }) => status === "processed")).toHaveLength(story.bodies.length)
})
