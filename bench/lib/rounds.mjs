/**
 * Measures candidates in rounds: each candidate once in every round, beginning with another one each time, so that
 * whatever slows the machine down for a while hits all of them alike.
 *
 * @template Figure
 * @param {Record<string, (round: number) => Promise<Figure> | Figure>} candidates each measures once and answers a figure
 * @param {number} rounds
 * @returns {Promise<Record<string, Figure[]>>} the figures of each candidate, by round
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
const BATCH = 16
/** How long one candidate is at work before it is the next one's turn, in milliseconds of processor time. */
const TURN_MS = 10

/** What goes before, so that everything is compiled. */
export const WARM_UP = { rounds: 1, ms: 300 }

/**
 * How often each of several things can be done with one second of processor time, one after the other in this thread.
 * Counted by the process' own time, so that what else runs on this machine takes nothing from it; and in short turns,
 * so that a processor which others slow down for a moment is as slow for one candidate as for the next.
 *
 * @param {Record<string, () => unknown>} works each does it once, and is awaited where it answers a promise
 * @param {{ rounds: number, ms: number }} how many figures, and how much processor time for one figure of one candidate
 * @returns {Promise<Record<string, number[]>>} the figures of each candidate, by round
 */
export async function inTurns(works, { rounds, ms }) {
  const names = Object.keys(works)
  const figures = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    const turns = await inRounds(
      Object.fromEntries(names.map((name) => [name, () => oneTurn(works[name])])),
      Math.ceil(ms / TURN_MS),
    )
    for (const name of names) figures[name].push((sum(turns[name], "calls") * 1000) / sum(turns[name], "spentMs"))
  }
  return figures
}

async function oneTurn(work) {
  // Work that never waits keeps sockets and timers waiting; they have their turn here.
  await new Promise(setImmediate)
  const before = process.cpuUsage()
  let calls = 0
  let spentMs = 0
  while (spentMs < TURN_MS) {
    for (let call = 0; call < BATCH; call++) {
      const result = work()
      if (result instanceof Promise) await result
    }
    calls += BATCH
    const { user, system } = process.cpuUsage(before)
    spentMs = (user + system) / 1000
  }
  return { calls, spentMs }
}

function sum(turns, member) {
  return turns.reduce((total, turn) => total + turn[member], 0)
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
