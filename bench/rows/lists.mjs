import fs from "node:fs"
import path from "node:path"
import { ROOT } from "../../scripts/lib/install.mjs"
import { tokenOf } from "../lib/customers.mjs"
import { newMerchant } from "../lib/merchant.mjs"
import { inRounds, median, quantile } from "../lib/rounds.mjs"
import { newPort } from "../lib/stage.mjs"

const SMALL = 10_000
const SIZES = [SMALL, 100_000, 1_000_000]
const AT_MOST = 1.5
const LIMIT = 20
const DEEP = 499 * LIMIT
/** So many entries have a rare value, at every size: the same page, among more of what is not on it. */
const RARE_ENTRIES = 5

/** A page of a thousand entries and what is on its way; a million entries are 300 MiB. */
const EXPORT_GROWTH_MIB = 64

/** Every filter that the page offers: its rarest value, a common one, and some together. The first is none. */
const FILTERS = [
  "",
  "status[]=failed",
  "status[]=completed",
  "status[]=declined",
  "update_type[]=set_up",
  "update_type[]=none",
  "source[]=admin",
  "source[]=return",
  "initiated_by[]=system",
  "initiated_by[]=customer",
  "customer_id=cus_77",
  "customer_id=cus_busy",
  "customer_id=cus_busy&status[]=failed",
  "wallet_id=apw_77",
  "update_type[]=payment_method&initiated_by[]=amazon",
  "created_at[$gte]=2026-06-26T00:00:00Z&created_at[$lte]=2026-06-27T00:00:00Z",
  "q=apw_77",
  "q=apwu_000000077",
  "q=B01-0000000-0000077",
  "q=cus_77%40example.com",
]

/** By cursor or by offset; `deep` is the 500th page, or the last full one that the list has at ten thousand entries. */
const PAGES = {
  "first page": { deep: false, byCursor: true },
  "500th page": { deep: true, byCursor: true },
  "first page by offset": { deep: false, byCursor: false },
  "500th page by offset": { deep: true, byCursor: false },
}

const LARGER = SIZES.slice(1)
const inWords = (entries) => entries.toLocaleString("en")
const pageRow = (page, entries) => `updates list, ${page}: p95 at ${inWords(entries)} entries`
const SLOWEST = "updates list: the filter that grows most, median at 1,000,000 entries"
const EXPORT = "export of 1,000,000 entries: growth of the server's memory"

/**
 * The admin's list of updates over HTTP, on three stores with ten thousand, a hundred thousand and a million entries, each
 * asked in turn; and the export of a million.
 */
export const lists = {
  names: [...Object.keys(PAGES).flatMap((page) => LARGER.map((entries) => pageRow(page, entries))), SLOWEST, EXPORT],

  async measure({ quick, stage, say }) {
    const opened = await stage()
    const stores = []
    try {
      for (const entries of SIZES) stores.push(await openStoreWith(opened, entries, say))
      const times = await timeLists(stores, quick ? 5 : 25, say)
      const pages = Object.keys(PAGES).flatMap((page) => LARGER.map((entries) => rowOfPage(page, entries, times)))
      return [...pages, rowOfSlowest(times), await measureExport(stores.at(-1), say)]
    } finally {
      for (const { close } of stores) await close()
    }
  },
}

async function openStoreWith(stage, entries, say) {
  say(`A store with ${inWords(entries)} entries ...`)
  const database = await stage.newDatabase()
  const fill = fs.readFileSync(path.join(ROOT, "test/integration/lists/fill.sql"), "utf8")
  await database.query(fill.replaceAll(":entries", String(entries)).replaceAll(":rare", String(entries / RARE_ENTRIES)))
  await database.query(
    `insert into customer (id, email, has_account)
     select distinct customer_id, customer_id || '@example.com', true from amazon_pay_wallet`,
  )
  await database.query("vacuum analyze")
  const port = await newPort()
  const options = { ...newMerchant("sandbox").options, backendUrl: `http://localhost:${port}` }
  const setup = { database, options, port, workerMode: "server", nodeOptions: ["--expose-gc"] }
  return { ...(await stage.openStore(setup)), entries, database }
}

const admin = () => tokenOf("user", "user_bench")

/** @returns {Promise<Map<string, Record<string, number[]>>>} for each page and filter the times at each size, by round */
async function timeLists(stores, rounds, say) {
  const times = new Map()
  for (const [page, where] of Object.entries(PAGES)) {
    say(`${page}, ${FILTERS.length} filters, ${rounds} times at each size ...`)
    for (const filter of FILTERS) {
      const offset = where.deep ? await lastFullPage(stores[0], filter) : 0
      const candidates = {}
      for (const store of stores) {
        const way = where.byCursor ? `cursor=${await cursorAt(store, filter, offset)}` : `offset=${offset}`
        candidates[store.entries] = () => timeRequest(listUrl(store, `${way}&limit=${LIMIT}&${filter}`))
      }
      await inRounds(candidates, 3)
      times.set(`${page} ${filter}`, await inRounds(candidates, rounds))
    }
  }
  return times
}

const listUrl = ({ url }, query) => `${url}/admin/amazon-pay/updates?${query}`

async function lastFullPage(store, filter) {
  const { count } = await (await ask(listUrl(store, `limit=1&${filter}`))).json()
  return Math.max(Math.min(DEEP, count - LIMIT), 0)
}

/** The cursor of the page that begins after so many entries. */
async function cursorAt(store, filter, offset) {
  if (offset === 0) return ""
  const { updates } = await (await ask(listUrl(store, `limit=1&offset=${offset - 1}&${filter}`))).json()
  const { rows } = await store.database.query(
    `select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, id
     from amazon_pay_wallet_update where id = $1`,
    [updates[0].id],
  )
  return Buffer.from(`updates|${rows[0].at}|${rows[0].id}`).toString("base64url")
}

async function ask(url) {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${admin()}` } })
  if (answer.ok) return answer
  throw new Error(`${url} was answered ${answer.status}: ${await answer.text()}`)
}

async function timeRequest(url) {
  const startedAt = performance.now()
  await (await ask(url)).arrayBuffer()
  return performance.now() - startedAt
}

function rowOfPage(page, entries, times) {
  const all = (size) => FILTERS.flatMap((filter) => times.get(`${page} ${filter}`)[size])
  const [value, yardstick] = [quantile(all(entries), 0.95), quantile(all(SMALL), 0.95)]
  return row(pageRow(page, entries), value, yardstick, "the same at 10,000 entries, with every filter")
}

/** By the median of the rounds' ratios on all pages: one slow moment of the machine makes no filter slow. */
function rowOfSlowest(times) {
  const figures = FILTERS.map((filter) => {
    const pages = Object.keys(PAGES).map((page) => times.get(`${page} ${filter}`))
    const [large, small] = [1_000_000, SMALL].map((entries) => pages.flatMap((at) => at[entries]))
    return { filter, large, small, growth: median(large.map((ms, round) => ms / small[round])) }
  })
  const { filter, large, small, growth } = figures.sort((one, other) => other.growth - one.growth)[0]
  const found = row(SLOWEST, median(large), median(small), `the same at 10,000 entries (${filter || "no filter"})`)
  return { ...found, ratio: growth, met: growth <= AT_MOST }
}

function row(name, value, yardstick, against) {
  const ratio = value / yardstick
  return {
    name,
    value,
    unit: "ms",
    yardstick,
    against,
    ratio,
    ratio_range: null,
    target: `ratio <= ${AT_MOST}`,
    met: ratio <= AT_MOST,
  }
}

/** What the server holds while it sends a million entries, looked at while they come. */
async function measureExport({ url }, say) {
  const held = async () => {
    const { heapUsed, external } = await (await fetch(`${url}/bench/probe`)).json()
    return (heapUsed + external) / 2 ** 20
  }
  const before = await held()
  const startedAt = performance.now()
  const answer = await ask(`${url}/admin/amazon-pay/updates/export`)
  let lines = 0
  let looked = 0
  let most = before
  for await (const chunk of answer.body) {
    for (const byte of chunk) if (byte === 0x0a) lines += 1
    if (lines - looked < 100_000) continue
    looked = lines
    most = Math.max(most, await held())
  }
  if (lines < 1_000_000) throw new Error(`The export has ${lines} lines`)
  say(`${inWords(lines)} lines in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  return {
    name: EXPORT,
    value: most - before,
    unit: "MiB",
    yardstick: null,
    against: "what it held before",
    ratio: null,
    ratio_range: null,
    target: `value <= ${EXPORT_GROWTH_MIB}`,
    met: most - before <= EXPORT_GROWTH_MIB,
  }
}
