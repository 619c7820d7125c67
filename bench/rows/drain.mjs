import { workedOff } from "../lib/backlog.mjs"
import { built } from "../lib/built.mjs"
import { deliver } from "../lib/fire.mjs"
import { plainRow } from "../lib/row.mjs"
import { ipnUrl, openScene } from "../lib/scene.mjs"

const PACE = "500 wallets: reads at Amazon by two processes, of the configured rate"
const THROTTLED = "500 wallets: answers 429 of Amazon"

/** Buyers keep a quarter of Amazon's rate; this is what the background may take. */
const BACKGROUND_SHARE = 3 / 4

/**
 * Five hundred wallets changed at Amazon. Two store processes on one database work off the notifications, at Amazon's
 * live limits and in real time, while the simulator throttles as Amazon does.
 */
export const drain = {
  names: [PACE, THROTTLED],

  async measure({ quick, stage, say }) {
    const count = quick ? 60 : 500
    const scene = await openScene(await stage(), { throttling: true })
    const rate = built("client/operations").OPERATIONS.getChargePermission.live.perSecond * BACKGROUND_SHARE
    try {
      const bodies = await scene.workshop.changed(await scene.workshop.wallets(count))
      const stores = [await scene.openStore(), await scene.openStore()]
      await scene.workshop.forgetCalls()
      say(`${count} wallets at ${rate} reads/s take ${Math.round(count / rate)} s ...`)
      const half = count / 2
      await Promise.all(
        stores.map((store, index) =>
          deliver(ipnUrl(store), bodies.slice(index * half, (index + 1) * half), { connections: 5 }),
        ),
      )
      await workedOff(scene.database, (count / rate) * 2_000 + 90_000)
      const reads = await scene.amazon.control.requests({ operation: "GetChargePermission" })
      return [
        plainRow({
          name: PACE,
          value: pace(reads, count),
          unit: "reads/s",
          against: "three quarters of Amazon's live rate",
          yardstick: rate,
          ratioAtLeast: 0.95,
        }),
        plainRow({
          name: THROTTLED,
          value: reads.filter(({ status }) => status === 429).length,
          unit: "answers",
          against: "reads",
          yardstick: reads.length,
          atMost: 0,
        }),
      ]
    } finally {
      await scene.close()
    }
  },
}

function pace(reads, count) {
  const accepted = reads.filter(({ status }) => status === 200)
  if (accepted.length !== count) throw new Error(`${count} wallets changed, ${accepted.length} readings were answered`)
  const times = accepted.map(({ receivedAt }) => Date.parse(receivedAt)).sort((a, b) => a - b)
  return ((times.length - 1) * 1000) / (times.at(-1) - times[0])
}
