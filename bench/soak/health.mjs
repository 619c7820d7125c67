import { median } from "../lib/rounds.mjs"

const MIB = 2 ** 20
/** The share of the time in which caches fill and code is compiled. */
const WARM_UP = 1 / 3

/** What may grow after the warm-up, as a straight line through all samples says, over the rest of the run. */
const MAY_GROW = {
  heapUsed: { share: 0.05, atLeast: 10 * MIB },
  rss: { share: 0.1, atLeast: 40 * MIB },
}
const MAY_GROW_HANDLES = 20
const MAY_GROW_CONNECTIONS = 5
/** Milliseconds by which the event loop's delay may be longer at the end, on top of twice what it was. */
const MAY_GROW_DELAY_MS = 20

/**
 * Looks at a server process from time to time.
 *
 * @param {{ probe: () => Promise<object>, connections: () => Promise<number> }} looks
 */
export function watchHealth({ probe, connections }) {
  const samples = []
  const startedAt = Date.now()
  return {
    samples,
    async look() {
      const { heapUsed, rss, delayMs, handles, collected } = await probe()
      if (!collected) throw new Error("The server runs without --expose-gc")
      const open = Object.values(handles).reduce((sum, count) => sum + count, 0)
      const at = (Date.now() - startedAt) / 1000
      samples.push({ at, heapUsed, rss, delayP99: delayMs.p99, handles: open, connections: await connections() })
    },
  }
}

/**
 * Whether what has to stay flat did.
 *
 * @param {readonly { at: number, heapUsed: number, rss: number, delayP99: number, handles: number, connections: number }[]} samples
 * @returns {{ lines: string[], ok: boolean }}
 */
export function judge(samples) {
  const end = samples.at(-1)?.at ?? 0
  const warm = samples.filter(({ at }) => at >= end * WARM_UP)
  const middle = warm.slice(0, Math.ceil(warm.length / 2))
  const last = warm.slice(-Math.ceil(warm.length / 2))
  const of = (name, some) => median(some.map((sample) => sample[name]))
  const memory = (name, words) => {
    const [from, to] = lineThrough(warm.map((sample) => [sample.at, sample[name]]))
    const limit = Math.max(MAY_GROW[name].share * from, MAY_GROW[name].atLeast)
    return check(
      words,
      to - from,
      limit,
      (bytes) => `${(bytes / MIB).toFixed(1)} MiB`,
      `from ${(from / MIB).toFixed(0)} MiB`,
    )
  }
  const count = (name, words, limit) =>
    check(words, of(name, last) - of(name, middle), limit, String, `from ${of(name, middle)}`)
  const before = of("delayP99", middle)
  const checks = [
    memory("heapUsed", "heap after collection grew by"),
    memory("rss", "resident memory grew by"),
    check(
      "event loop delay p99 grew by",
      of("delayP99", last) - before,
      before + MAY_GROW_DELAY_MS,
      (ms) => `${ms.toFixed(1)} ms`,
      `from ${before.toFixed(1)} ms`,
    ),
    count("handles", "handles grew by", MAY_GROW_HANDLES),
    count("connections", "database connections grew by", MAY_GROW_CONNECTIONS),
  ]
  return { lines: checks.map(({ line }) => line), ok: checks.every(({ ok }) => ok) }
}

function check(words, grown, limit, show, from) {
  const ok = grown <= limit
  return { ok, line: `${ok ? "ok " : "NO "} ${words} ${show(grown)} ${from} (limit ${show(limit)})` }
}

/** The straight line of least squares: its values at the first and the last sample. */
function lineThrough(points) {
  const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))]
  const covariance = mean(points.map(([at, value]) => (at - x) * (value - y)))
  const variance = mean(points.map(([at]) => (at - x) ** 2))
  const slope = variance ? covariance / variance : 0
  const at = (moment) => y + slope * (moment - x)
  return [at(points[0][0]), at(points.at(-1)[0])]
}
