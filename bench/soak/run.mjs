// npm run long:soak [-- minutes]: an hour of everything at once on a real store, then: is all of it true, and is memory flat?
import fs from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { workedOff } from "../lib/backlog.mjs"
import { openScene } from "../lib/scene.mjs"
import { openStage } from "../lib/stage.mjs"
import { openFront } from "./front.mjs"
import { judge, watchHealth } from "./health.mjs"
import { openLedger } from "./ledger.mjs"
import { again, newAdmin, newAmazonian, newBuyer, newStranger } from "./people.mjs"

const DEFAULT_MINUTES = 60
const SAMPLES = 40
const BUYERS = 4
const ADMIN = { email: "admin@example.com", password: "an-admin" }
const SEED = "../../examples/store/src/scripts/seed.ts"
const say = (line) => console.log(line)

const minutes = Number(process.argv[2] ?? DEFAULT_MINUTES)
if (!(minutes > 0)) {
  console.error("Usage: npm run long:soak -- <minutes>")
  process.exit(2)
}
const stage = await openStage({ say })
try {
  process.exitCode = (await soak()) ? 0 : 1
} finally {
  await stage.close()
}

/** @returns {Promise<boolean>} whether everything was as it has to be */
async function soak() {
  const scene = await openScene(stage, {
    throttling: true,
    latencyMs: 50,
    snsRetryDelaysMs: [1_000, 2_000, 5_000, 10_000],
  })
  try {
    const keyFile = path.join(stage.dir, "publishable-key")
    await stage.exec(SEED, [ADMIN.email, ADMIN.password, keyFile], scene)
    const store = await scene.openStore({ nodeOptions: ["--expose-gc"] })
    await scene.amazon.control.setIpnUrl(scene.merchantId, `${store.url}/hooks/amazon-pay/ipn`)
    const front = await openFront({ url: store.url, publishableKey: fs.readFileSync(keyFile, "utf8"), admin: ADMIN })
    const ledger = openLedger()
    const samples = await live({ scene, front, ledger })
    return await report({ scene, front, ledger, samples })
  } finally {
    await scene.close()
  }
}

async function live({ scene: { amazon, database }, front, ledger }) {
  const cast = { front, amazon, ledger, random: Math.random }
  const buyers = []
  for (let number = 1; number <= BUYERS; number++) buyers.push(await newBuyer(cast, number))
  const wallets = buyers.flatMap((buyer) => buyer.wallets)
  const health = watchHealth({
    probe: () => front.demand("/bench/probe"),
    connections: async () => {
      const sql = "select count(*)::int as count from pg_stat_activity where datname = current_database()"
      return (await database.query(sql)).rows[0].count
    },
  })
  const over = new AbortController()
  const pace = (everyMs) => ({ everyMs, random: Math.random, signal: over.signal })
  say(`${minutes} minutes of mixed load ...`)
  const acting = Promise.all([
    ...buyers.map(({ act }) => again(act, pace(5_000))),
    again(newAmazonian(cast, wallets), pace(1_000)),
    ...[1, 2, 3, 4].map(() => again(newStranger(cast), pace(60))),
    again(newAdmin(cast, wallets), pace(2_000)),
  ])
  const failed = acting.catch((error) => error)
  const everyMs = (minutes * 60_000) / SAMPLES
  for (let sample = 0; sample < SAMPLES; sample++) {
    const broken = await Promise.race([failed, sleep(everyMs)])
    if (broken instanceof Error) throw broken
    await health.look()
  }
  over.abort()
  await acting
  return health.samples
}

async function report({ scene: { amazon, database }, front, ledger, samples }) {
  await amazon.control.notificationsSettled()
  await workedOff(database, 300_000)
  const problems = await ledger.audit({ amazon, database })
  const { lines, ok } = judge(samples)
  const { rows } = await database.query("select status, count(*)::int as count from amazon_pay_notification group by 1")
  say(`\nanswers: ${JSON.stringify(front.answers())}`)
  say(`done: ${JSON.stringify(ledger.counts())}; inbox: ${JSON.stringify(rows)}`)
  for (const line of lines) say(line)
  say(
    problems.length
      ? `NO  ${problems.length} inconsistencies:`
      : "ok  every message, update, change and wallet is as it has to be",
  )
  for (const problem of problems.slice(0, 20)) say(`    ${problem}`)
  return ok && !problems.length
}
