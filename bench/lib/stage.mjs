import fs from "node:fs"
import path from "node:path"
import pg from "pg"
import { gatherCrew, tailOf } from "../../scripts/lib/crew.mjs"
import { ROOT } from "../../scripts/lib/install.mjs"
import { freePort } from "../../scripts/lib/ports.mjs"
import { startPostgres } from "../../scripts/lib/postgres.mjs"
import { startRedis } from "../../scripts/lib/redis.mjs"
import { BENCH_CORE, moveToCore, onCore, SERVER_CORE } from "./cores.mjs"
import { newMerchant } from "./merchant.mjs"

const STORE = path.join(ROOT, "bench/store")
const MEDUSA = path.join(ROOT, "node_modules/@medusajs/cli/cli.js")
const TEMPLATE = "template_store"
const STORE_PATIENCE_MS = 120_000

/** Medusa refuses to start without one, and production has no default. */
const SECRETS = { JWT_SECRET: "bench", COOKIE_SECRET: "bench" }

/**
 * @typedef {{ url: string, query: (sql: string, values?: unknown[]) => Promise<import("pg").QueryResult> }} Database
 * @typedef {{ database: Database, port: number, options: object | null, workerMode?: "shared" | "server" | "worker",
 *   redisUrl?: string, nodeOptions?: string[] }} StoreSetup `options` of the plugin; without them the store has none
 * @typedef {{ url: string, close: () => Promise<void> }} Store
 * @typedef {object} Stage
 * @property {string} dir for files of this run
 * @property {() => Promise<Database>} newDatabase a store's, migrated and empty
 * @property {<T>(work: () => Promise<T>) => Promise<T>} besideDatabase what it opens of connections meanwhile is served on the
 * core for what is measured: a store and its database on one, Amazon on the other
 * @property {() => Promise<string>} redisUrl a Redis for stores whose worker is another process
 * @property {(setup: StoreSetup) => Promise<Store>} openStore starts a Medusa server on the core for what is measured
 * @property {(script: string, args: string[], on: { database: Database, options: object }) => Promise<void>} exec as
 * `medusa exec` does
 * @property {() => Promise<void>} close
 */

/**
 * A PostgreSQL that keeps what it acknowledged (fsync on), and Medusa stores on databases of it. A store is migrated once
 * and then copied. Everything ends with `close`, or with this process.
 *
 * @param {{ say: (line: string) => void }} given
 * @returns {Promise<Stage>}
 */
export async function openStage({ say }) {
  const dir = newFolder()
  linkPlugin()
  const crew = gatherCrew()
  const postgres = await startPostgres({ dir: path.join(dir, "postgres"), durable: true })
  const unwatch = crew.watch(pidOf(postgres), "SIGINT")
  const pools = []
  let redis
  let template

  function runMedusa(args, databaseUrl, options) {
    const logFile = path.join(dir, "commands.log")
    return crew.run(["node", MEDUSA, ...args], { cwd: STORE, logFile, env: environment(databaseUrl, options) })
  }

  async function migrateTemplate() {
    say("Migrating a store ...")
    await postgres.createDatabase(TEMPLATE)
    const options = { ...newMerchant("sandbox").options, backendUrl: "http://localhost:9000" }
    await runMedusa(["db:migrate", "--execute-safe-links"], postgres.url(TEMPLATE), options)
  }

  async function close() {
    await crew.dismiss()
    await Promise.all(pools.map((pool) => pool.end()))
    await (await redis)?.stop()
    await postgres.stop()
    unwatch()
    crew.close()
    fs.rmSync(postgres.dir, { recursive: true, force: true })
    fs.rmSync(dir, { recursive: true, force: true })
  }
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void close().finally(() => process.exit(1)))

  return {
    dir,
    async newDatabase() {
      await (template ??= migrateTemplate())
      const name = `store_${pools.length + 1}`
      await copyDatabase(postgres.url("postgres"), TEMPLATE, name)
      const pool = new pg.Pool({ connectionString: postgres.url(name), max: 4 })
      pools.push(pool)
      return { url: postgres.url(name), query: (sql, values) => pool.query(sql, values) }
    },
    async besideDatabase(work) {
      const pid = pidOf(postgres)
      moveToCore(SERVER_CORE, pid)
      try {
        return await work()
      } finally {
        moveToCore(BENCH_CORE, pid)
      }
    },
    async redisUrl() {
      redis ??= startRedis({ dir: path.join(dir, "redis") })
      return (await redis).url
    },
    exec: (script, args, { database, options }) => runMedusa(["exec", script, ...args], database.url, options),
    async openStore({ database, port, options, workerMode = "shared", redisUrl, nodeOptions = [] }) {
      const logFile = path.join(dir, `store-${port}.log`)
      const command = [process.execPath, ...nodeOptions, MEDUSA, "start", "--port", String(port)]
      const env = { ...environment(database.url, options), WORKER_MODE: workerMode, REDIS_URL: redisUrl }
      const child = crew.start(onCore(SERVER_CORE, command), { cwd: STORE, logFile, env })
      const url = `http://localhost:${port}`
      await answering(url, child, logFile)
      return { url, close: async () => void (await child.stop()) }
    },
    close,
  }
}

/** Below the repository, on the disk that a store there would use. */
function newFolder() {
  const cache = path.join(ROOT, ".cache")
  fs.mkdirSync(cache, { recursive: true })
  const dir = fs.mkdtempSync(path.join(cache, "bench-"))
  fs.chmodSync(dir, 0o755)
  return dir
}

async function copyDatabase(adminUrl, from, to) {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(`create database ${to} template ${from}`)
  } finally {
    await client.end()
  }
}

/** A port for a store, which has to know its own address before it starts. */
export function newPort() {
  return freePort()
}

function environment(databaseUrl, options) {
  return {
    ...SECRETS,
    DATABASE_URL: databaseUrl,
    AMAZON_PAY_BENCH_OPTIONS: options ? JSON.stringify(options) : "",
    MEDUSA_DISABLE_TELEMETRY: "true",
    // In production a store that takes real payments refuses the simulator.
    NODE_ENV: options?.sandbox === false ? "development" : "production",
  }
}

/** PostgreSQL writes the number of its process on the first line. */
function pidOf({ dir }) {
  return Number.parseInt(fs.readFileSync(path.join(dir, "postmaster.pid"), "utf8"), 10)
}

/** The store finds the plugin as if it were installed from npm. */
function linkPlugin() {
  const link = path.join(STORE, "node_modules/medusa-payment-amazon-pay")
  fs.mkdirSync(path.dirname(link), { recursive: true })
  fs.rmSync(link, { force: true })
  fs.symlinkSync("../../..", link)
}

async function answering(url, child, logFile) {
  const deadline = Date.now() + STORE_PATIENCE_MS
  let outcome
  void child.ended.then((how) => (outcome = how))
  for (;;) {
    const answer = await fetch(`${url}/health`).catch(() => null)
    if (answer?.ok) return
    if (outcome !== undefined) throw new Error(`The store ended with ${outcome}\n${tailOf(logFile)}`)
    if (Date.now() > deadline) throw new Error(`The store did not answer within 2 minutes\n${tailOf(logFile)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
