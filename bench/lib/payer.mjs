// node payer.mjs <{ databaseUrl, options, customerId, wallets, warmUp, rounds, perRound }>: authorises payments with saved
// wallets, each beside the two calls at Amazon that it takes, and prints the figures of each round.
import { randomUUID } from "node:crypto"
import pg from "pg"
import Query from "pg/lib/query.js"
import { built } from "./built.mjs"
import { inRounds } from "./rounds.mjs"
import { connectUnlimited } from "./unlimited.mjs"

const MONEY = { amount: "0.50", currencyCode: "EUR" }

const { databaseUrl, options, customerId, wallets, warmUp, rounds, perRound } = JSON.parse(process.argv[2])
const waiting = watchWaiting()
const database = new pg.Client({ connectionString: databaseUrl })
await database.connect()
const { runtime, provider, close } = await connectUnlimited(databaseUrl, options)
const candidates = { whole: authorisation(provider()), alone: calls() }
// A store's process has done it many times, and its code is compiled.
for (let number = 0; number < warmUp; number++) await (await candidates.whole(wallets[number % wallets.length]))()
const measured = []
for (let round = 0; round < rounds; round++) measured.push(await measureRound())
console.log(JSON.stringify(measured))
await database.end()
await close()

/**
 * Divides time by what is waited for: Amazon where an answer of its is out, else the database where one of its is.
 *
 * @returns {{ amazonMs: number, databaseMs: number }} so far
 */
function watchWaiting() {
  const so = { amazonMs: 0, databaseMs: 0 }
  const out = { amazon: 0, database: 0 }
  let since = performance.now()
  function changed(whose, by) {
    const now = performance.now()
    if (out.amazon) so.amazonMs += now - since
    else if (out.database) so.databaseMs += now - since
    since = now
    out[whose] += by
  }
  watchFetch(changed)
  watchStatements(changed)
  return so
}

function watchFetch(changed) {
  const { fetch } = globalThis
  globalThis.fetch = async (...asked) => {
    changed("amazon", 1)
    try {
      return await fetch(...asked)
    } finally {
      changed("amazon", -1)
    }
  }
}

function watchStatements(changed) {
  const { submit, handleReadyForQuery } = Query.prototype
  Query.prototype.submit = function (...given) {
    changed("database", 1)
    return submit.apply(this, given)
  }
  Query.prototype.handleReadyForQuery = function (...given) {
    changed("database", -1)
    return handleReadyForQuery.apply(this, given)
  }
}

/** A payment session as Medusa stores it, the first of its payment collection. */
async function newSession() {
  const id = `payses_${randomUUID()}`
  await database.query(
    `with collection as (
       insert into payment_collection (id, currency_code, amount, raw_amount)
       values ('paycol_' || $1, 'eur', 0.5, '{"value":"0.5"}') returning id)
     insert into payment_session (id, currency_code, amount, raw_amount, provider_id, data, payment_collection_id)
     select $1, 'eur', 0.5, '{"value":"0.5"}', 'pp_amazon-pay_default', '{}', id from collection`,
    [id],
  )
  return id
}

/** The work of authorising one payment that Medusa has begun. */
function authorisation(service) {
  return async ({ id }) => {
    const data = { session_id: await newSession(), wallet_id: id, customer_id: customerId, initiator: "customer" }
    return async () => {
      const { status } = await service.authorizePayment({ data })
      if (status !== "authorized" && status !== "captured")
        throw new Error(`A chargeable wallet's payment is ${status}`)
    }
  }
}

/** The same two calls without the provider. */
function calls() {
  const { account } = runtime.accounts.get("default")
  const client = built("client/amazon-pay-client").createAmazonPayClient(account, { awaitTurn: async () => {} })
  return async ({ chargePermissionId }) => {
    const request = built("protocol").chargeRequest({
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
  }
}

/**
 * @returns {Promise<{ whole: number[], alone: number[], statements: number[], processorMs: number, aloneMs: number }>} without
 * the waiting for Amazon; `statements` is what of `whole` was waited for the database
 */
async function measureRound() {
  const processorMs = { whole: 0, alone: 0 }
  const atDatabase = { whole: [], alone: [] }
  const turn = (name) => async (number) => {
    const work = await candidates[name](wallets[number % wallets.length])
    const processor = process.cpuUsage()
    const { amazonMs, databaseMs } = waiting
    const startedAt = performance.now()
    await work()
    const ms = performance.now() - startedAt - (waiting.amazonMs - amazonMs)
    atDatabase[name].push(waiting.databaseMs - databaseMs)
    const { user, system } = process.cpuUsage(processor)
    processorMs[name] += (user + system) / 1000
    return ms
  }
  const times = await inRounds({ whole: turn("whole"), alone: turn("alone") }, perRound)
  return {
    ...times,
    statements: atDatabase.whole,
    processorMs: (processorMs.whole - processorMs.alone) / perRound,
    aloneMs: processorMs.alone / perRound,
  }
}
