import { fire } from "../lib/fire.mjs"
import { newMerchant } from "../lib/merchant.mjs"
import { openSns, unknownChargePermission } from "../lib/messages.mjs"
import { inRounds } from "../lib/rounds.mjs"
import { pairedRow } from "../lib/row.mjs"
import { newPort } from "../lib/stage.mjs"

const STORED = "notification route: verified and stored"
const REFUSED = "notification route: foreign topic, from ever other addresses"
const REFUSED_OFTEN = "notification route: foreign topic, again and again from one address"
const byProcessor = (name) => `${name}, by processor time`

const PARSING = "a route that only parses the body"
const FOREIGN_TOPIC = "arn:aws:sns:eu-west-1:111122223333:SomebodyElses"
const WARM_UP = 3_000
/** Compiling and the first connections to the database take longer than SNS is kept waiting. */
const GENTLY = { connections: 4 }

/**
 * The door on a real Medusa server, beside a route of the same server that reads and parses the same bodies and does
 * nothing. Every honest message is another one and stored durably. The process is one of Medusa's `server` mode with
 * Medusa's Redis event bus, as where a worker runs beside it: what a notification costs later is not part of its answer. Each figure is there twice: answers
 * per second, and answers per second of the server's own processor time, which other programs do not take from it.
 *
 * Now and then an answer may be another one. A message that the database does not take in time is answered 503. Of one
 * address some messages a minute are refused with 403 before it is over the limit; another address may share its counter.
 */
export const ipnRoute = {
  names: [STORED, REFUSED, REFUSED_OFTEN].flatMap((name) => [name, byProcessor(name)]),

  async measure({ quick, stage, say }) {
    const rounds = quick ? 7 : 25
    const perRound = quick ? 500 : 700
    const merchant = newMerchant("sandbox")
    const sns = await openSns(merchant.setup)
    try {
      const { openStore, newDatabase, redisUrl } = await stage()
      const [database, port] = [await newDatabase(), await newPort()]
      const options = optionsFor(merchant, sns, port)
      say(`Signing ${WARM_UP + rounds * perRound} messages ...`)
      // Before the store starts: a kept connection to it would be given up meanwhile, and nobody would see it.
      const [warmUp, ...honest] = batches(sns, [WARM_UP, ...Array.from({ length: rounds }, () => perRound)])
      const store = await openStore({ database, port, options, workerMode: "server", redisUrl: await redisUrl() })
      const candidates = await candidatesOf(store, warmUp)
      const measured = await measureRounds(candidates, honest)
      await assertStored(database, measured.stored)
      await store.close()
      return rowsOf(measured)
    } finally {
      await sns.close()
    }
  },
}

/** Each posts a batch and answers how fast, and how many answers were the one that counts. */
async function candidatesOf(store, warmUp) {
  const ipn = `${store.url}/hooks/amazon-pay/ipn`
  const foreign = warmUp.map(ofForeignTopic)
  const to = (url, how) => async (bodies, more) => {
    const before = await processorSeconds(store)
    const { perSecond, expected } = await fire(url, bodies, { ...how, ...more })
    return { perSecond, expected, perProcessorSecond: bodies.length / ((await processorSeconds(store)) - before) }
  }
  const parse = to(`${store.url}/bench/parse`, { status: 200, headers: newAddress })
  const stored = to(ipn, { status: 200, rarely: 503, headers: newAddress })
  const refused = to(ipn, { status: 403, rarely: 503, headers: newAddress })
  const overLimit = await statusOverLimit(ipn, foreign)
  const refusedOften = to(ipn, { status: overLimit, rarely: 403, headers: sameAddress })
  for (const candidate of [parse, stored]) await candidate(warmUp, GENTLY)
  for (const candidate of [refused, refusedOften]) await candidate(foreign, GENTLY)
  return { parse, stored, refused, refusedOften }
}

async function processorSeconds(store) {
  const { processorMs } = await (await fetch(`${store.url}/bench/probe`)).json()
  return processorMs / 1000
}

/** @returns the answers per second and per processor second of each, by round, and how many messages were taken */
async function measureRounds(candidates, honest) {
  const foreign = honest.map((bodies) => bodies.map(ofForeignTopic))
  const processor = { parse: [], stored: [], refused: [], refusedOften: [] }
  let stored = 0
  const turn = (name, batches) => async (round) => {
    const { perSecond, perProcessorSecond, expected } = await candidates[name](batches[round])
    processor[name].push(perProcessorSecond)
    if (name === "stored") stored += expected
    return perSecond
  }
  const clock = await inRounds(
    {
      parse: turn("parse", honest),
      stored: turn("stored", honest),
      refused: turn("refused", foreign),
      refusedOften: turn("refusedOften", foreign),
    },
    honest.length,
  )
  return { clock, processor, stored }
}

function rowsOf({ clock, processor }) {
  const pair = (name, candidate, atLeast) => {
    const against = PARSING
    const [figures, yardsticks] = [clock[candidate], clock.parse]
    return [
      pairedRow({ name, unit: "answers/s", figures, yardsticks, against, atLeast }),
      pairedRow({
        name: byProcessor(name),
        unit: "answers/s",
        figures: processor[candidate],
        yardsticks: processor.parse,
        against,
      }),
    ]
  }
  return [...pair(STORED, "stored", 0.6), ...pair(REFUSED, "refused", 0.8), ...pair(REFUSED_OFTEN, "refusedOften", 0.8)]
}

function optionsFor(merchant, sns, port) {
  return {
    ...merchant.options,
    allowEndpointOverride: true,
    backendUrl: `http://localhost:${port}`,
    ipn: { topicArns: [sns.topicArn] },
    endpoints: { snsCertificates: sns.certificatesUrl },
  }
}

let messages = 0

function batches(sns, sizes) {
  const message = () => sns.notification({ chargePermissionId: unknownChargePermission(++messages) })
  return sizes.map((size) => Array.from({ length: size }, message))
}

/** The same message as it would be of somebody else's topic, with a signature of the same length. */
function ofForeignTopic(body) {
  return JSON.stringify({ ...JSON.parse(body), TopicArn: FOREIGN_TOPIC })
}

let addresses = 0

/** Medusa believes one proxy: a message from ever another address is never one too many. */
function newAddress() {
  addresses += 1
  return { "x-forwarded-for": `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}` }
}

function sameAddress() {
  return { "x-forwarded-for": "192.0.2.1" }
}

/** Sends from one address until the answer has changed, if it does: what is answered for good is what is measured. */
async function statusOverLimit(url, bodies) {
  let status = 0
  for (const body of bodies.slice(0, 500)) {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": "text/plain", ...sameAddress() },
    })
    await answer.arrayBuffer()
    status = answer.status
  }
  return status
}

async function assertStored(database, expected) {
  const { rows } = await database.query("select count(*)::int as count from amazon_pay_notification")
  if (rows[0].count < expected) throw new Error(`${expected} messages were taken, ${rows[0].count} are stored`)
}
