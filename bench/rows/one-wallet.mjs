import { workedOff } from "../lib/backlog.mjs"
import { deliver } from "../lib/fire.mjs"
import { plainRow } from "../lib/row.mjs"
import { ipnUrl, openScene } from "../lib/scene.mjs"

const WAITED = "one wallet: reads at Amazon for 5,000 notifications that waited"
const ARRIVING = "one wallet: reads at Amazon for 5,000 notifications while they arrive"
const MESSAGES = 5_000
const MOST_OF_A_BURST = 2
/** A burst that goes on is answered by one reading in so many milliseconds. */
const EVERY_MS = 10_000

/**
 * What five thousand notifications about one wallet cost at Amazon: once stored while no worker ran, once sent over fifty
 * connections to a store whose worker is at work from the first one on.
 */
export const oneWallet = {
  names: [WAITED, ARRIVING],

  async measure({ stage }) {
    const opened = await stage()
    const readsOf = (name, reads, atMost) =>
      plainRow({ name, value: reads, unit: "reads", against: "notifications", yardstick: MESSAGES, atMost })
    const arriving = await readsWhileArriving(opened)
    return [
      readsOf(WAITED, await readsAfterWaiting(opened), MOST_OF_A_BURST),
      readsOf(ARRIVING, arriving.reads, MOST_OF_A_BURST + Math.floor(arriving.ms / EVERY_MS)),
    ]
  },
}

async function readsAfterWaiting(stage) {
  const scene = await openScene(stage, { throttling: true })
  try {
    const [wallet] = await scene.workshop.wallets(1)
    const bodies = await changesOf(scene, wallet)
    const door = await scene.openStore({ workerMode: "server" })
    await deliver(ipnUrl(door), bodies.slice(1))
    await scene.workshop.forgetCalls()
    const worker = await scene.openStore({ workerMode: "shared" })
    await deliver(ipnUrl(worker), bodies.slice(0, 1), { connections: 1 })
    return await readsOnceSettled(scene)
  } finally {
    await scene.close()
  }
}

async function readsWhileArriving(stage) {
  const scene = await openScene(stage, { throttling: true })
  try {
    const [wallet] = await scene.workshop.wallets(1)
    const bodies = await changesOf(scene, wallet)
    const store = await scene.openStore({ workerMode: "shared" })
    await scene.workshop.forgetCalls()
    const startedAt = performance.now()
    await deliver(ipnUrl(store), bodies)
    const ms = performance.now() - startedAt
    return { reads: await readsOnceSettled(scene), ms }
  } finally {
    await scene.close()
  }
}

/** Five thousand changes, and so as many notifications. */
function changesOf({ workshop }, wallet) {
  return workshop.changed(Array.from({ length: MESSAGES }, () => wallet))
}

async function readsOnceSettled({ database, amazon }) {
  await workedOff(database, 120_000)
  const { rows } = await database.query(
    "select count(*)::int as count from amazon_pay_notification where status = 'processed'",
  )
  if (rows[0].count !== MESSAGES) throw new Error(`${rows[0].count} of ${MESSAGES} messages were processed`)
  return (await amazon.control.requests({ operation: "GetChargePermission" })).length
}
