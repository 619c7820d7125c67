import { execFile } from "node:child_process"
import path from "node:path"
import { promisify } from "node:util"
import { onCore, SERVER_CORE } from "../lib/cores.mjs"
import { median, quantile } from "../lib/rounds.mjs"
import { plainRow } from "../lib/row.mjs"
import { openScene } from "../lib/scene.mjs"

const OWN = "provider: authorise with a saved wallet, its own part, p95"
const OWN_BY_PROCESSOR = "provider: authorise with a saved wallet, its own part, by processor time"
const STATEMENTS = "provider: of that, waiting for its statements, p95"
const CODE = "provider: of that, everything else, p95"
const CALLS = "provider: calls at Amazon for one authorisation"

const BELOW_MS = 5
const AGAINST = "the same two calls alone, without waiting"
const WALLETS = 50
/** Far less than Amazon takes for a call: longer waiting lets the processor cool down, and slows both. */
const AMAZON_MS = 3
const PAYER = path.join(import.meta.dirname, "../lib/payer.mjs")

/**
 * What Medusa's payment provider adds to what its two calls at Amazon take to authorise a payment with a saved wallet: one
 * read, one write. Each authorisation is followed by the same two calls without it, about the same wallet. Of both the time
 * is taken out in which an answer of Amazon's is waited for, so that what is left of the calls is what signing and reading
 * them takes, and of the provider what it does while nobody waits for Amazon anyway. What of that it waits for the database
 * is told by itself.
 */
export const provider = {
  names: [OWN, STATEMENTS, CODE, OWN_BY_PROCESSOR, CALLS],

  async measure({ quick, stage }) {
    const warmUp = quick ? 100 : 1_500
    const perRound = quick ? 30 : 100
    const rounds = quick ? 3 : 11
    const place = await stage()
    const scene = await openScene(place, { latencyMs: AMAZON_MS })
    try {
      const wallets = await scene.workshop.wallets(WALLETS)
      await scene.workshop.forgetCalls()
      const measured = await place.besideDatabase(() => pay(scene, { wallets, warmUp, rounds, perRound }))
      return rowsOf(measured, await callsOf(scene, warmUp + rounds * perRound, rounds * perRound))
    } finally {
      await scene.close()
    }
  },
}

/** In a process of its own, which shares a core with the database; Amazon has the other one. */
async function pay({ database, options, workshop: { customerId } }, how) {
  const given = JSON.stringify({ databaseUrl: database.url, options, customerId, ...how })
  const [program, ...args] = onCore(SERVER_CORE, [process.execPath, PAYER, given])
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 1 << 26 })
  return JSON.parse(stdout)
}

function rowsOf(measured, calls) {
  const ofRounds = (figure) => median(measured.map(figure))
  const p95 = (times) => quantile(times, 0.95)
  return [
    plainRow({
      name: OWN,
      value: ofRounds(({ whole, alone }) => p95(whole) - p95(alone)),
      unit: "ms",
      against: AGAINST,
      yardstick: ofRounds(({ alone }) => p95(alone)),
      below: BELOW_MS,
    }),
    plainRow({
      name: STATEMENTS,
      value: ofRounds(({ statements }) => p95(statements)),
      unit: "ms",
      against: "their median",
      yardstick: ofRounds(({ statements }) => median(statements)),
    }),
    plainRow({
      name: CODE,
      value: ofRounds(({ whole, statements, alone }) => p95(whole.map((ms, at) => ms - statements[at])) - p95(alone)),
      unit: "ms",
      against: AGAINST,
      yardstick: ofRounds(({ alone }) => p95(alone)),
    }),
    plainRow({
      name: OWN_BY_PROCESSOR,
      value: ofRounds(({ processorMs }) => processorMs),
      unit: "ms",
      against: AGAINST,
      yardstick: ofRounds(({ aloneMs }) => aloneMs),
    }),
    plainRow({ name: CALLS, value: calls, unit: "calls", against: "one read, one write", yardstick: 2, atMost: 2 }),
  ]
}

/** The simulator's request log, without the calls of the yardstick. */
async function callsOf({ amazon }, authorisations, ofYardstick) {
  const requests = await amazon.control.requests()
  const count = (name) => requests.filter(({ operation }) => operation === name).length - ofYardstick
  if (count("GetChargePermission") !== authorisations || count("CreateCharge") !== authorisations) {
    throw new Error(
      `${authorisations} authorisations: ${count("GetChargePermission")} reads, ${count("CreateCharge")} writes`,
    )
  }
  return (requests.length - 2 * ofYardstick) / authorisations
}
