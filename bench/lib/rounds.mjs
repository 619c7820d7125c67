/**
 * Measures candidates in rounds: each candidate once in every round, beginning with another one each time, so that
 * whatever slows the machine down for a while hits all of them alike.
 *
 * @param {Record<string, (round: number) => Promise<number> | number>} candidates each measures once and answers a figure
 * @param {number} rounds
 * @returns {Promise<Record<string, number[]>>} the figures of each candidate, by round
 */
export async function inRounds(candidates, rounds) {
  const names = Object.keys(candidates)
  const figures = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]
      figures[name].push(await candidates[name](round))
    }
  }
  return figures
}

/** Calls between two looks at the clock. */
const BATCH = 64

/**
 * How often something can be done with one second of processor time, one after the other in this thread. Counted by the
 * process' own time, so that what else runs on the machine takes nothing from it.
 *
 * @param {() => unknown} work awaited where it answers a promise
 * @param {number} ms how much processor time to spend
 * @returns {Promise<number>}
 */
export async function callsPerSecond(work, ms) {
  // Work that never waits keeps sockets and timers waiting; they have their turn here.
  await new Promise(setImmediate)
  const before = process.cpuUsage()
  let calls = 0
  let spentMs = 0
  while (spentMs < ms) {
    for (let call = 0; call < BATCH; call++) {
      const result = work()
      if (result instanceof Promise) await result
    }
    calls += BATCH
    const { user, system } = process.cpuUsage(before)
    spentMs = (user + system) / 1000
  }
  return (calls * 1000) / spentMs
}

/** @param {readonly number[]} values at least one */
export function median(values) {
  return quantile(values, 0.5)
}

/**
 * The value below which this share of all values lies, between two values where it falls there.
 *
 * @param {readonly number[]} values at least one
 * @param {number} share 0 to 1
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)]
  return below + (sorted[Math.ceil(at)] - below) * (at % 1)
}
