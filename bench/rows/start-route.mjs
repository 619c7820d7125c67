import { addPublishableKey, addWallets, storefrontHeaders } from "../lib/customers.mjs"
import { fire } from "../lib/fire.mjs"
import { newMerchant } from "../lib/merchant.mjs"
import { inRounds } from "../lib/rounds.mjs"
import { pairedRow, plainRow } from "../lib/row.mjs"
import { newPort } from "../lib/stage.mjs"

const FIRST = "start-update route: first start"
const AGAIN = "start-update route: open update"
const byProcessor = (name) => `${name}, by processor time`
const RSA = "start-update route: signatures for open updates"

const NOTHING = "a route for customers that does nothing"
const BODY = JSON.stringify({ update_type: "payment_method" })
/** A customer may ask so often in a minute; so they take turns. */
const SHIFTS = 6
const WARM_UP_ROUNDS = 2

/**
 * `POST /store/customers/me/amazon-pay/wallets/:id/update` on a real Medusa server, beside a route of the same server that
 * asks for the same customer, checks the same body and answers. A first start builds, signs and stores; of an update that
 * is open, what was signed is handed out again. The same customers ask each of the three in every round.
 */
export const startRoute = {
  names: [FIRST, byProcessor(FIRST), AGAIN, byProcessor(AGAIN), RSA],

  async measure({ quick, stage }) {
    const perRound = quick ? 300 : 400
    const rounds = quick ? 5 : 15
    const { openStore, newDatabase } = await stage()
    const [database, port] = [await newDatabase(), await newPort()]
    await addPublishableKey(database)
    const shifts = inShifts(await addWallets(database, perRound * SHIFTS))
    const options = { ...newMerchant("sandbox").options, backendUrl: `http://localhost:${port}` }
    const store = await openStore({ database, port, options, workerMode: "server" })
    try {
      const candidates = candidatesOf(store, database, shifts)
      await inRounds(candidates.clock, WARM_UP_ROUNDS)
      candidates.forget()
      const clock = await inRounds(candidates.clock, rounds)
      return rowsOf(clock, candidates.processor, candidates.signatures)
    } finally {
      await store.close()
    }
  },
}

function inShifts(wallets) {
  const size = wallets.length / SHIFTS
  const buyers = wallets.map(({ customerId, walletId }) => ({ walletId, headers: storefrontHeaders(customerId) }))
  return Array.from({ length: SHIFTS }, (_, shift) => buyers.slice(shift * size, (shift + 1) * size))
}

/** Each answers how many a second were served, and notes how many with a second of the server's processor time. */
function candidatesOf(store, database, shifts) {
  const processor = { nothing: [], first: [], again: [] }
  const signatures = { first: [], again: [] }
  const ask = async (name, buyers, pathOf) => {
    const before = await probe(store)
    const { perSecond } = await send(store, buyers, pathOf)
    const after = await probe(store)
    processor[name].push((buyers.length * 1000) / (after.processorMs - before.processorMs))
    signatures[name]?.push((after.signatures - before.signatures) / buyers.length)
    return perSecond
  }
  const start = ({ walletId }) => `/store/customers/me/amazon-pay/wallets/${walletId}/update`
  const turn = (work) => (round) => work(shifts[round % shifts.length])
  return {
    processor,
    signatures,
    forget() {
      for (const figures of [...Object.values(processor), ...Object.values(signatures)]) figures.length = 0
    },
    clock: {
      nothing: turn((buyers) =>
        ask("nothing", buyers, ({ walletId }) => `/store/customers/me/bench/${walletId}/nothing`),
      ),
      first: turn(async (buyers) => {
        await database.query("delete from amazon_pay_wallet_update")
        return ask("first", buyers, start)
      }),
      again: turn(async (buyers) => {
        // Those who ask again have asked before: in some rounds it was not their turn to be first.
        await send(store, buyers, start)
        return ask("again", buyers, start)
      }),
    },
  }
}

/** One request of each buyer, wherever theirs goes. */
function send({ url }, buyers, pathOf) {
  const buyerOf = (number) => buyers[number % buyers.length]
  const bodies = buyers.map(() => BODY)
  const headers = (number) => buyerOf(number).headers
  return fire(url, bodies, { status: 200, headers, path: (number) => pathOf(buyerOf(number)) })
}

async function probe({ url }) {
  return (await fetch(`${url}/bench/probe`)).json()
}

function rowsOf(clock, processor, signatures) {
  const pair = (name, candidate, atLeast) => {
    const shared = { unit: "answers/s", against: NOTHING }
    return [
      pairedRow({ ...shared, name, figures: clock[candidate], yardsticks: clock.nothing, atLeast }),
      pairedRow({
        ...shared,
        name: byProcessor(name),
        figures: processor[candidate],
        yardsticks: processor.nothing,
      }),
    ]
  }
  return [
    ...pair(FIRST, "first"),
    ...pair(AGAIN, "again", 0.8),
    plainRow({
      name: RSA,
      value: Math.max(...signatures.again),
      unit: "per start",
      against: "for first starts",
      yardstick: Math.min(...signatures.first),
      atMost: 0,
    }),
  ]
}
