import fs from "node:fs"
import path from "node:path"
import { gzipSync } from "node:zlib"
import { transform } from "esbuild"
import { ROOT } from "../../scripts/lib/install.mjs"
import { addPublishableKey, storefrontHeaders } from "../lib/customers.mjs"
import { fire } from "../lib/fire.mjs"
import { newMerchant } from "../lib/merchant.mjs"
import { inRounds } from "../lib/rounds.mjs"
import { pairedRow, plainRow } from "../lib/row.mjs"
import { newPort } from "../lib/stage.mjs"

const BOOT = "installed plugin: a store's start"
const MEMORY = "installed plugin: a store's memory"
const ROUTE = "installed plugin: a route of Medusa's own"
const ROUTE_BY_PROCESSOR = `${ROUTE}, by processor time`
const ADMIN = "installed plugin: code of the admin, gzipped"

const BARE = "the same store without it"
const MIB = 2 ** 20

/**
 * What a store pays for having the plugin whether it is used or not. The same store, on the same database, with and without
 * it: both start anew in every round and are asked for what has nothing to do with Amazon.
 */
export const added = {
  names: [BOOT, MEMORY, ROUTE, ROUTE_BY_PROCESSOR, ADMIN],

  async measure({ quick, stage }) {
    const rounds = quick ? 2 : 7
    const figures = await measureStores(await stage(), rounds, quick ? 500 : 2_000)
    const row = (name, unit, figure, target) =>
      pairedRow({
        name,
        unit,
        figures: figures.installed.map((round) => round[figure]),
        yardsticks: figures.bare.map((round) => round[figure]),
        against: BARE,
        ...target,
      })
    return [
      row(BOOT, "s", "bootSeconds"),
      row(MEMORY, "MiB", "rssMib"),
      row(ROUTE, "answers/s", "perSecond", { atLeast: 0.9 }),
      row(ROUTE_BY_PROCESSOR, "answers/s", "perProcessorSecond"),
      await adminRow(),
    ]
  },
}

async function measureStores({ openStore, newDatabase }, rounds, requests) {
  const database = await newDatabase()
  await addPublishableKey(database)
  const figures = { installed: [], bare: [] }
  const turn = (name, optionsAt) => async () => {
    const port = await newPort()
    const startedAt = performance.now()
    const setup = { database, port, options: optionsAt(port), workerMode: "server", nodeOptions: ["--expose-gc"] }
    const store = await openStore(setup)
    const bootSeconds = (performance.now() - startedAt) / 1000
    try {
      figures[name].push({ bootSeconds, ...(await askForRegions(store, requests)) })
    } finally {
      await store.close()
    }
    return bootSeconds
  }
  const installed = (port) => ({ ...newMerchant("sandbox").options, backendUrl: `http://localhost:${port}` })
  await inRounds({ installed: turn("installed", installed), bare: turn("bare", () => null) }, rounds)
  return figures
}

/** Memory is looked at after a collection, once everything that answers has been loaded. */
async function askForRegions(store, requests) {
  const ask = (count) =>
    fire(
      `${store.url}/store/regions`,
      Array.from({ length: count }, () => ""),
      { status: 200, method: "GET", headers: () => storefrontHeaders() },
    )
  await ask(requests / 2)
  const before = await probe(store)
  const { perSecond } = await ask(requests)
  const after = await probe(store)
  const perProcessorSecond = (requests * 1000) / (after.processorMs - before.processorMs)
  return { perSecond, perProcessorSecond, rssMib: before.rss / MIB }
}

async function probe({ url }) {
  return (await fetch(`${url}/bench/probe`)).json()
}

/** The plugin's screens beside all of Medusa's dashboard, both minified as a store's build does. */
async function adminRow() {
  const dashboard = path.join(ROOT, "node_modules/@medusajs/dashboard/dist")
  const files = fs.readdirSync(dashboard).filter((file) => file.endsWith(".mjs"))
  let all = 0
  for (const file of files) all += await loaded(path.join(dashboard, file))
  const value = await loaded(path.join(ROOT, ".medusa/server/src/admin/index.mjs"))
  return plainRow({
    name: ADMIN,
    value,
    unit: "bytes",
    against: "Medusa's dashboard, without its packages",
    yardstick: all,
  })
}

async function loaded(file) {
  const { code } = await transform(fs.readFileSync(file, "utf8"), { loader: "js", minify: true })
  return gzipSync(code, { level: 9 }).length
}
