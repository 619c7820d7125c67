import { randomUUID } from "node:crypto"
import { built } from "../lib/built.mjs"
import { inRounds, median, quantile } from "../lib/rounds.mjs"
import { plainRow } from "../lib/row.mjs"
import { openScene } from "../lib/scene.mjs"

const OWN = "provider: authorise with a saved wallet, its own part, p95"
const OWN_BY_PROCESSOR = "provider: authorise with a saved wallet, its own part, by processor time"
const CALLS = "provider: calls at Amazon for one authorisation"

const BELOW_MS = 5
const AGAINST = "the same two calls alone, without waiting"
const MONEY = { amount: "0.50", currencyCode: "EUR" }
const WALLETS = 50

/**
 * What Medusa's payment provider takes to authorise a payment with a saved wallet beyond what its two calls at Amazon take:
 * one read, one write. Each authorisation is followed by the same two calls without it, about the same wallet. Of both the
 * time is taken out in which an answer of Amazon's is waited for, so that what is left of the calls is what signing and
 * reading them takes.
 */
export const provider = {
  names: [OWN, OWN_BY_PROCESSOR, CALLS],

  async measure({ quick, stage }) {
    const perRound = quick ? 30 : 100
    const rounds = quick ? 3 : 11
    const waiting = watchFetch()
    const scene = await openScene(await stage(), {})
    try {
      const wallets = await scene.workshop.wallets(WALLETS)
      const pair = { ...(await pairOf(scene)), waiting }
      await measureRound(pair, wallets, perRound)
      await scene.workshop.forgetCalls()
      const measured = []
      for (let round = 0; round < rounds; round++) measured.push(await measureRound(pair, wallets, perRound))
      return rowsOf(measured, await callsOf(scene, rounds * perRound))
    } finally {
      await scene.close()
      waiting.end()
    }
  },
}

/** Counts the time in which this process waits for answers; it asks for one at a time. */
function watchFetch() {
  const { fetch } = globalThis
  const waiting = { ms: 0, end: () => void (globalThis.fetch = fetch) }
  globalThis.fetch = async (...asked) => {
    const startedAt = performance.now()
    try {
      return await fetch(...asked)
    } finally {
      waiting.ms += performance.now() - startedAt
    }
  }
  return waiting
}

/** Both do what one authorisation does at Amazon; only the first is the provider. */
async function pairOf({ database, workshop }) {
  const service = workshop.provider()
  const { account, customerId } = workshop
  await database.query(
    `insert into payment_collection (id, currency_code, amount, raw_amount) values ('paycol_bench', 'eur', 1, '{"value":"1"}')`,
  )
  const { createAmazonPayClient } = built("client/amazon-pay-client")
  const { chargeRequest } = built("protocol")
  const client = createAmazonPayClient(account, { awaitTurn: async () => {} })
  return {
    /** @returns the work of authorising one payment that Medusa has begun */
    async authorisation({ id }) {
      const sessionId = `payses_${randomUUID()}`
      await database.query(
        `insert into payment_session (id, currency_code, amount, raw_amount, provider_id, data, payment_collection_id)
         values ($1, 'eur', 0.5, '{"value":"0.5"}', 'pp_amazon-pay_default', '{}', 'paycol_bench')`,
        [sessionId],
      )
      const data = { session_id: sessionId, wallet_id: id, customer_id: customerId, initiator: "customer" }
      return async () => {
        const { status } = await service.authorizePayment({ data })
        if (status === "authorized" || status === "captured") return
        throw new Error(`A payment with a chargeable wallet is ${status}`)
      }
    },
    async calls({ chargePermissionId }) {
      const request = chargeRequest({
        chargePermissionId,
        chargeAmount: MONEY,
        captureNow: account.capture,
        canHandlePendingAuthorization: account.pendingAuthorizations,
        initiator: "customer",
        merchantReferenceId: "bench",
      })
      const idempotencyKey = randomUUID().replaceAll("-", "")
      return async () => {
        await client.getChargePermission(chargePermissionId)
        await client.createCharge(request, { idempotencyKey })
      }
    },
  }
}

/** @returns {Promise<{ whole: number[], alone: number[], processorMs: number }>} */
async function measureRound(pair, wallets, count) {
  const processorMs = { whole: 0, alone: 0 }
  const turn = (name, prepare) => async (number) => {
    const work = await prepare(wallets[number % wallets.length])
    const processor = process.cpuUsage()
    const waitedBefore = pair.waiting.ms
    const startedAt = performance.now()
    await work()
    const ms = performance.now() - startedAt - (pair.waiting.ms - waitedBefore)
    const { user, system } = process.cpuUsage(processor)
    processorMs[name] += (user + system) / 1000
    return ms
  }
  const times = await inRounds({ whole: turn("whole", pair.authorisation), alone: turn("alone", pair.calls) }, count)
  return { ...times, processorMs: (processorMs.whole - processorMs.alone) / count, aloneMs: processorMs.alone / count }
}

function rowsOf(measured, calls) {
  const ofRounds = (figure) => median(measured.map(figure))
  const own = ({ whole, alone }) => whole.map((ms) => ms - median(alone))
  return [
    plainRow({
      name: OWN,
      value: ofRounds((round) => quantile(own(round), 0.95)),
      unit: "ms",
      against: AGAINST,
      yardstick: ofRounds(({ alone }) => quantile(alone, 0.95)),
      below: BELOW_MS,
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

/** The simulator's request log: half of them are the yardstick's. */
async function callsOf({ amazon }, authorisations) {
  const requests = await amazon.control.requests()
  const count = (name) => requests.filter(({ operation }) => operation === name).length - authorisations
  if (count("GetChargePermission") !== authorisations || count("CreateCharge") !== authorisations) {
    throw new Error(
      `${authorisations} authorisations: ${count("GetChargePermission")} reads, ${count("CreateCharge")} writes`,
    )
  }
  return requests.length / authorisations - 2
}
