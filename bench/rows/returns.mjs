import { setTimeout as sleep } from "node:timers/promises"
import { waiting } from "../lib/backlog.mjs"
import { deliver } from "../lib/fire.mjs"
import { inRounds, median, quantile } from "../lib/rounds.mjs"
import { plainRow } from "../lib/row.mjs"
import { ipnUrl, openScene } from "../lib/scene.mjs"

const P95 = "return: p95 while 5,000 wallets wait"
const MEDIAN = "return: median while 5,000 wallets wait"

const BACKLOG = 5_000
/** What a call at Amazon takes here: a transatlantic round trip and its work. */
const AMAZON_LATENCY_MS = 150
/** Buyers have a quarter of 4 calls a second for themselves; returns come a little slower than that. */
const RETURN_EVERY_MS = 1_250
const BELOW_MS = 1_000

/**
 * How long a buyer waits at `GET /amazon-pay/return/:token`, over HTTP, in the one process that at the same time works
 * off notifications about 5,000 wallets at Amazon's live limits; beside the same returns while nothing waits.
 */
export const returns = {
  names: [P95, MEDIAN],

  async measure({ quick, stage, say }) {
    const rounds = quick ? 2 : 5
    const perRound = quick ? 6 : 16
    const scene = await openScene(await stage(), { throttling: true, latencyMs: AMAZON_LATENCY_MS })
    try {
      say(`Setting the stage: ${BACKLOG} wallets that changed at Amazon ...`)
      const bodies = await scene.workshop.changed(await scene.workshop.wallets(BACKLOG))
      const wallets = await scene.workshop.wallets(2 * rounds * perRound + 1)
      const store = await scene.openStore()
      await scene.amazon.control.setIpnUrl(scene.merchantId, ipnUrl(store))
      const urls = []
      for (const wallet of wallets) urls.push(store.url + (await scene.workshop.returnPath(wallet)))
      await scene.workshop.forgetCalls()
      await timeReturn(urls.pop())
      await deliver(ipnUrl(store), bodies, { connections: 10 })

      say(`${2 * rounds * perRound} returns, one every ${RETURN_EVERY_MS} ms ...`)
      const times = { calm: [], busy: [] }
      const turn = (name, prepare) => async () => {
        await prepare(scene, store)
        const before = await waiting(scene.database)
        const own = await timeReturns(urls.splice(0, perRound))
        assertStage(name, before, await waiting(scene.database), perRound)
        times[name].push(...own)
        return median(own)
      }
      await inRounds({ calm: turn("calm", putBacklogOff), busy: turn("busy", bringBacklogBack) }, rounds)
      return rowsOf(times)
    } finally {
      await scene.close()
    }
  },
}

function rowsOf({ calm, busy }) {
  const against = "the same while nothing waits"
  const row = (name, share, target) =>
    plainRow({
      name,
      value: quantile(busy, share),
      unit: "ms",
      against,
      yardstick: quantile(calm, share),
      ...target,
    })
  return [row(P95, 0.95, { below: BELOW_MS }), row(MEDIAN, 0.5)]
}

async function timeReturns(urls) {
  const times = []
  const startedAt = performance.now()
  for (const [number, url] of urls.entries()) {
    await sleep(Math.max(startedAt + number * RETURN_EVERY_MS - performance.now(), 0))
    times.push(await timeReturn(url))
  }
  return times
}

/** @throws Error unless the update came to its end in this request */
async function timeReturn(url) {
  const startedAt = performance.now()
  const answer = await fetch(url, { redirect: "manual" })
  await answer.arrayBuffer()
  const ms = performance.now() - startedAt
  const outcome = new URL(answer.headers.get("location") ?? "http://nowhere").searchParams.get("amazon_pay")
  if (answer.status === 303 && outcome === "completed") return ms
  throw new Error(`A return was answered ${answer.status} with outcome ${outcome}`)
}

/** Nothing is due for the time being. Readings that are under way end. */
async function putBacklogOff({ database }) {
  await database.query(
    "update amazon_pay_notification set next_attempt_at = now() + interval '1 day' where status in ('received', 'failed')",
  )
  await sleep(3_000)
}

/** Everything is due again, and one more message wakes the worker. */
async function bringBacklogBack({ database, workshop }, store) {
  await database.query(
    "update amazon_pay_notification set next_attempt_at = now() where status in ('received', 'failed')",
  )
  const bodies = await workshop.changed(await workshop.wallets(1))
  await deliver(ipnUrl(store), bodies, { connections: 1 })
  await sleep(3_000)
}

/** A backlog that does not shrink would be none. */
function assertStage(name, before, after, perRound) {
  const seconds = (perRound * RETURN_EVERY_MS) / 1000
  const worked = before - after
  if (name === "calm" && worked > perRound) throw new Error(`The backlog shrank by ${worked} while it was put off`)
  if (name === "busy" && (after < 1_000 || worked < seconds)) {
    throw new Error(`The backlog went from ${before} to ${after} in ${seconds} s: it was not worked off`)
  }
}
