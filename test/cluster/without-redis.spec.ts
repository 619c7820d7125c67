import type { CheckoutResponse, WalletUpdate } from "../../src/contracts"
import { receiveNotification } from "../../src/modules/amazon-pay/inbox/receive"
import { publishedAbout } from "../integration/support/notifications"
import { historyOf } from "../integration/support/records"
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
  stepsOf,
  toldAbout,
  type Story,
} from "./support/scene"
import type { StoreProcess } from "./support/store-process"

/**
 * The same store without Redis, each process server and worker in one: alone, and two of them that know of each other
 * through PostgreSQL only. They keep to Amazon's limits, and the simulator enforces them.
 */

/** Get Charge Permission, live. */
const BURST = 20

let cluster: Cluster
let processes: StoreProcess[]
beforeAll(async () => {
  cluster = await openCluster({ redis: false, live: true })
  processes = [await cluster.start("shared-a", "shared")]
})
afterAll(() => cluster.close())

it("works as one process: a customer updates a wallet, comes back, and one entry tells of it", async () => {
  const [store] = processes
  if (!store) throw new Error("There is no process")
  const { wallet, buyerId, headers } = await loggedInCustomer(cluster, store)
  const ask = async <Answer>(path: string, body?: object) => {
    const answer = await fetch(`${store.url}/store/customers/me/amazon-pay/wallets/${wallet.id}/${path}`, {
      method: body ? "POST" : "GET",
      body: JSON.stringify(body),
      headers: { ...headers, "content-type": "application/json" },
    })
    return (await answer.json()) as Answer
  }
  const started = await ask<CheckoutResponse>("update", { update_type: "payment_method" })
  const { checkoutSessionId, redirectUrl } = await cluster.simulator.control.actAsBuyer(started.checkout.options, {
    buyerId,
    card: "0005",
    end: "confirm",
  })
  const { pathname, search } = new URL(redirectUrl)
  const buyer = { returnPath: pathname + search, sessionId: checkoutSessionId }
  expect(await comeBack(store, buyer)).toBe("completed")
  expect(await completions(cluster, buyer)).toBe(1)

  const bodies = await publishedAbout(cluster.simulator, wallet.charge_permission_id)
  for (const body of bodies) expect(await deliver(store, body)).toBe(200)
  await processed(cluster, bodies)
  const { updates } = await ask<{ updates: WalletUpdate[] }>("updates")
  expect(updates.filter(({ initiated_by }) => initiated_by === "customer")).toMatchObject([
    { id: started.update.id, status: "completed", sources: ["return", "ipn"] },
  ])
  await eventually("the entry is told", async () => (await toldAbout(cluster, wallet)).length > 0)
  expect(await toldAbout(cluster, wallet)).toEqual([{ id: started.update.id, process: "shared-a" }])
})

describe("two processes", () => {
  let stories: Story[]
  beforeAll(async () => {
    processes.push(await cluster.start("shared-b", "shared"))
    stories = []
    for (let n = 0; n < BURST; n++) {
      // A minute later Amazon's buckets are full; making the wallets nearly empties them.
      if (n === 0) await cluster.simulator.control.advanceClock(60)
      stories.push(await newStory(cluster))
    }
    await cluster.simulator.control.clearRequests()
  })

  it("share Amazon's limits: none is told to call less often", async () => {
    for (const story of stories) await change(cluster, story)
    const bodies = stories.flatMap((story) => story.bodies)
    expect(await Promise.all(bodies.map((body, n) => deliver(inTurn(processes, n), body)))).toEqual(
      bodies.map(() => 200),
    )
    await processed(cluster, bodies)
    const readings = await cluster.simulator.control.requests({ operation: "GetChargePermission" })
    expect(readings.filter(({ status }) => status === 429)).toEqual([])
    expect(readings).toHaveLength(stories.length)
    const ends = (await stepsOf(cluster, bodies)).filter(({ status }) => status === "processed")
    expect(new Set(ends.map(({ process }) => process))).toEqual(new Set(["shared-a", "shared-b"]))
  })

  it("both sweep the inbox every minute, and a message that waits there is worked off once", async () => {
    const story = await newStory(cluster)
    await change(cluster, story)
    for (const body of story.bodies) await receiveNotification(cluster.runtime, body)
    await processed(cluster, story.bodies)
    const ends = (await stepsOf(cluster, story.bodies)).filter(({ status }) => status === "processed")
    expect(ends).toHaveLength(story.bodies.length)
    const history = await historyOf(cluster.runtime, story.wallet.id)
    expect(history).toHaveLength(1)
    await eventually("the entry is told", async () => (await toldAbout(cluster, story.wallet)).length > 0)
    expect((await toldAbout(cluster, story.wallet)).map(({ id }) => id)).toEqual(history.map(({ id }) => id))
  })
})
