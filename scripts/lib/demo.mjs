import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { pathToFileURL } from "node:url"
import pg from "pg"
import { serveStorefront } from "../../examples/storefront/server.mjs"
import { isBuilt } from "./build-stamp.mjs"
import { gatherCrew, sizeOf, tailOf } from "./crew.mjs"
import { seedCustomers } from "./demo-customers.mjs"
import { assertNoDemoRuns, claimDemo } from "./demo-lock.mjs"
import { ROOT } from "./install.mjs"
import { freePort } from "./ports.mjs"
import { createDatabase, startPostgres } from "./postgres.mjs"
import { rememberSimulator } from "./simulator-memory.mjs"
import { warmAdmin } from "./warm-admin.mjs"

const STORE = path.join(ROOT, "examples/store")
const STOREFRONT = path.join(ROOT, "examples/storefront")
const MEDUSA = path.join(ROOT, "node_modules/@medusajs/cli/cli.js")
const PORTS = { backend: 9000, storefront: 8000, simulator: 9700, postgres: 9732 }
const STORE_PATIENCE_MS = 180_000

const MERCHANT = {
  merchantId: "A1DEMOMERCHANT",
  storeId: "amzn1.application-oa2-client.00000000000000000000000000demo",
  publicKeyId: "SANDBOX-DEMOKEY",
}
const ADMIN = { email: "admin@example.com", password: "demo-admin" }

/**
 * A store that can be started: where it is, and what is done with it on the way.
 *
 * @typedef {{ root: string, medusa: string, env: Record<string, string>,
 *   prepare: (at: { logs: string, crew: object }) => Promise<void>,
 *   build: (at: { env: Record<string, string>, logs: string, crew: object }) => Promise<void>, startedIn: string }} Store
 * `prepare` runs beside the start of the database, `build` once there is data, and `startedIn` is where it is started
 */

/** The store of examples/ in development. The plugin looks to it as if it were installed from npm. */
const EXAMPLE = {
  root: STORE,
  medusa: MEDUSA,
  env: { NODE_ENV: "development" },
  prepare: async () => linkPlugin(),
  build: async () => {},
  startedIn: STORE,
}

/** The last thing a first start leaves behind. Without it the next one begins anew. */
const COMPLETED = "customers-seeded"
/** Everything that is true of one database only. */
const ABOUT_DATABASE = ["migrated.json", "publishable-key", "simulator.json", COMPLETED]

/**
 * Forgets everything an earlier demo in this folder left behind.
 *
 * @throws Error while a demo runs there, or when the data is in a database that is not the demo's own
 */
export function removeDemo(dir) {
  assertNoDemoRuns(dir)
  if (process.env.DATABASE_URL) {
    throw new Error(
      "DATABASE_URL is set, and --reset does not empty a database that is not the demo's own.\n" +
        "Empty it yourself and remove .demo, or unset DATABASE_URL",
    )
  }
  fs.rmSync(dir, { recursive: true, force: true })
}

/**
 * Starts database, simulator, store and storefront, and seeds customers with wallets the first time. The admin is warmed
 * up in the background afterwards.
 *
 * @param {{ dir: string, durable?: boolean, say?: (line: string) => void, onStoreEnded?: (why: string) => void,
 *   signal?: AbortSignal, store?: Store }} options `dir` keeps everything between two starts; `signal` ends the start
 * @returns {Promise<{ state: object, stop: () => Promise<void> }>} `state` is what is written to `<dir>/state.json`
 * @throws Error with the end of the log of what failed, or when a demo runs in this folder; nothing runs any more then
 */
export async function startDemo({
  dir,
  durable = true,
  say = () => {},
  onStoreEnded = () => {},
  signal,
  store = EXAMPLE,
}) {
  const undo = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) {
      await Promise.resolve()
        .then(step)
        .catch((error) => say(`While stopping: ${error.message}`))
    }
  }
  try {
    const state = await startParts({
      dir,
      durable,
      say,
      onStoreEnded,
      undo,
      signal: signal ?? new AbortController().signal,
      store,
    })
    return { state, stop }
  } catch (error) {
    await stop()
    throw explained(error)
  }
}

async function startParts({ dir, durable, say, onStoreEnded, undo, signal, store }) {
  const logs = path.join(dir, "logs")
  fs.mkdirSync(logs, { recursive: true })
  const crew = gatherCrew()
  undo.push(() => crew.close())
  undo.push(await claimDemo(dir, crew.guardianPid))
  fs.rmSync(stateFile(dir), { force: true })
  undo.push(() => crew.dismiss())
  const dismiss = () => crew.dismiss()
  signal.addEventListener("abort", dismiss)
  const ports = await choosePorts()
  const merchant = merchantKeys(dir)
  const home = homeOf(dir)

  say("Building the plugin and the storefront, unless they are built ...")
  const database = await both(
    openDatabase({ dir, home, durable, port: ports.postgres, crew, undo }),
    buildAll(dir, logs, crew).then(() => store.prepare({ logs, crew })),
  )
  const urls = {
    backend: `http://localhost:${ports.backend}`,
    storefront: `http://localhost:${ports.storefront}`,
  }
  const { simulator, memory } = await startSimulator({ home, merchant, port: ports.simulator, urls, undo, say })
  say(`The simulator of Amazon Pay answers at ${simulator.url}.`)

  const env = { ...storeEnvironment({ database, urls, merchant, simulator, port: ports.backend }), ...store.env }
  await migrate({ store, home, env, logs, crew, say })
  const publishableKey = await seedStore({ store, home, env, logs, crew, say })
  await store.build({ env, logs, crew })
  await startStore({ store, env, backendUrl: urls.backend, publishableKey, logs, crew, undo, onStoreEnded, signal })
  say("The store is up.")

  await startStorefront(dir, urls, ports.storefront, publishableKey, simulator, undo)
  const customers = await seedCustomers({
    dir: home,
    backendUrl: urls.backend,
    publishableKey,
    simulator,
    merchant,
    admin: ADMIN,
    say,
  })
  await memory.save()
  signal.throwIfAborted()
  signal.removeEventListener("abort", dismiss)
  const state = writeState(dir, undo, {
    backend_url: urls.backend,
    admin_url: `${urls.backend}/app`,
    storefront_url: urls.storefront,
    simulator_url: simulator.url,
    publishable_key: publishableKey,
    admin: ADMIN,
    ...customers,
    pid: process.pid,
  })
  warmInBackground(state.admin_url, undo)
  return state
}

/** The first one's result once both have ended, so that nothing is started while everything else is being stopped. */
async function both(first, second) {
  const outcomes = await Promise.allSettled([first, second])
  const failed = outcomes.find(({ status }) => status === "rejected")
  if (failed) throw failed.reason
  return outcomes[0].value
}

function explained(error) {
  if (error.code !== "EADDRINUSE") return error
  return new Error(`Port ${error.port} was taken by another program a moment ago. Start again`, { cause: error })
}

async function choosePorts() {
  const entries = []
  for (const [name, wanted] of Object.entries(PORTS)) entries.push([name, await freePort(wanted)])
  return Object.fromEntries(entries)
}

/** The merchant's key pair, made once: updates that are open were signed with it. The simulator gets the public half. */
function merchantKeys(dir) {
  const file = path.join(dir, "merchant-key.pem")
  if (!fs.existsSync(file)) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
    fs.writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 })
  }
  const publicKey = createPublicKey(createPrivateKey(fs.readFileSync(file)))
  return { ...MERCHANT, publicKey: publicKey.export({ type: "spki", format: "pem" }), privateKeyFile: file }
}

/** What is known about one database is kept apart from what is known about another. */
function homeOf(dir) {
  const url = process.env.DATABASE_URL
  if (!url) return dir
  const home = path.join(dir, `database-${createHash("sha256").update(url).digest("hex").slice(0, 12)}`)
  fs.mkdirSync(home, { recursive: true })
  return home
}

/** The database, empty until a first start has come to its end. */
async function openDatabase({ dir, home, durable, port, crew, undo }) {
  const wasCompleted = fs.existsSync(path.join(home, COMPLETED))
  const external = process.env.DATABASE_URL
  if (external) {
    if (await holdsStore(external)) assertCompleted(wasCompleted)
    else forgetDatabase(home)
    return external
  }
  const postgres = await startPostgres({ dir: path.join(dir, "postgres"), port, durable })
  let unwatch = () => {}
  undo.push(async () => {
    await postgres.stop()
    unwatch()
  })
  unwatch = crew.watch(pidOf(postgres), "SIGINT")
  if (!wasCompleted) await query(postgres.url("postgres"), "drop database if exists medusa with (force)")
  if (await createDatabase(postgres.url("postgres"), "medusa")) forgetDatabase(home)
  return postgres.url("medusa")
}

function forgetDatabase(home) {
  for (const name of ABOUT_DATABASE) fs.rmSync(path.join(home, name), { force: true })
}

/** PostgreSQL writes the number of its process on the first line. */
function pidOf({ dir }) {
  return Number.parseInt(fs.readFileSync(path.join(dir, "postmaster.pid"), "utf8"), 10)
}

async function holdsStore(url) {
  const { rows } = await query(url, "select to_regclass('mikro_orm_migrations') is not null as found")
  return rows[0].found
}

function assertCompleted(wasCompleted) {
  if (wasCompleted) return
  throw new Error(
    "The database of DATABASE_URL holds a Medusa store that this demo did not set up, or not to the end.\n" +
      "Give the demo an empty database",
  )
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return await client.query(sql)
  } catch (error) {
    throw new Error(`The database does not answer: ${error.message || error.code}`, { cause: error })
  } finally {
    await client.end()
  }
}

async function buildAll(dir, logs, crew) {
  const logFile = path.join(logs, "build.log")
  if (!isBuilt()) await crew.run(["node", "scripts/run.mjs", "build"], { logFile })
  await crew.run(
    ["node", "node_modules/vite/bin/vite.js", "build", "--config", path.join(STOREFRONT, "vite.config.mjs")],
    { logFile, env: { OUT_DIR: path.join(dir, "storefront") } },
  )
}

async function startSimulator({ home, merchant, port, urls, undo, say }) {
  const { startSimulator: listen } = await import(
    pathToFileURL(path.join(ROOT, ".medusa/server/src/simulator/index.js")).href
  )
  const simulator = await listen({
    port,
    tlsPort: null,
    merchants: [
      {
        merchantId: merchant.merchantId,
        storeIds: [merchant.storeId],
        publicKeys: { [merchant.publicKeyId]: merchant.publicKey },
        region: "eu",
        ipnUrl: `${urls.backend}/hooks/amazon-pay/ipn`,
      },
    ],
  })
  undo.push(() => simulator.close())
  const memory = await rememberSimulator(simulator.control, path.join(home, "simulator.json"), say)
  undo.push(() => memory.stop())
  if (!memory.wasRestored && fs.existsSync(path.join(home, COMPLETED))) {
    say("The simulator does not know the wallets that are saved in the store. --reset starts clean.")
  }
  return { simulator, memory }
}

function storeEnvironment({ database, urls, merchant, simulator, port }) {
  return {
    DATABASE_URL: database,
    PORT: String(port),
    BACKEND_URL: urls.backend,
    STOREFRONT_URL: urls.storefront,
    AMAZON_PAY_MERCHANT_ID: merchant.merchantId,
    AMAZON_PAY_STORE_ID: merchant.storeId,
    AMAZON_PAY_PUBLIC_KEY_ID: merchant.publicKeyId,
    AMAZON_PAY_PRIVATE_KEY: merchant.privateKeyFile,
    AMAZON_PAY_TOPIC_ARN: simulator.topicArn(merchant.merchantId),
    AMAZON_PAY_ENDPOINTS: JSON.stringify(simulator.endpoints("eu")),
    MEDUSA_DISABLE_TELEMETRY: "true",
  }
}

/** Runs what is pending, unless it is known that nothing is. */
async function migrate({ store, home, env, logs, crew, say }) {
  const marker = path.join(home, "migrated.json")
  const wanted = JSON.stringify({
    migrations: fs.readdirSync(path.join(ROOT, "migrations")),
    medusa: JSON.parse(fs.readFileSync(path.join(ROOT, "node_modules/@medusajs/medusa/package.json"), "utf8")).version,
  })
  if (fs.existsSync(marker) && fs.readFileSync(marker, "utf8") === wanted) return
  say("Migrating the database ...")
  const logFile = path.join(logs, "migrate.log")
  await crew.run(["node", store.medusa, "db:migrate", "--execute-safe-links"], { cwd: store.root, env, logFile })
  fs.writeFileSync(marker, wanted)
}

/**
 * The store finds the plugin as if it were installed from npm; so does the dashboard's bundler, which looks there for the
 * style classes that the plugin's screens use.
 */
function linkPlugin() {
  const link = path.join(ROOT, "node_modules/medusa-payment-amazon-pay")
  fs.rmSync(link, { force: true })
  fs.symlinkSync("..", link)
}

async function seedStore({ store, home, env, logs, crew, say }) {
  const keyFile = path.join(home, "publishable-key")
  if (fs.existsSync(keyFile)) return fs.readFileSync(keyFile, "utf8")
  say("Creating the admin and the publishable key ...")
  const script = ["exec", "./src/scripts/seed.ts", ADMIN.email, ADMIN.password, keyFile]
  await crew.run(["node", store.medusa, ...script], { cwd: store.root, env, logFile: path.join(logs, "seed.log") })
  return fs.readFileSync(keyFile, "utf8")
}

/** Ready when the store knows its own publishable key: another server on the same port would not. */
async function startStore({ store, env, backendUrl, publishableKey, logs, crew, undo, onStoreEnded, signal }) {
  const logFile = path.join(logs, "store.log")
  const from = sizeOf(logFile)
  const running = crew.start(["node", store.medusa, "start", "--port", env.PORT], {
    cwd: store.startedIn,
    env,
    logFile,
  })
  let phase = "starting"
  let outcome
  running.ended.then((how) => {
    outcome = how
    if (phase === "up") onStoreEnded(`The store ended unexpectedly (${how}); see ${logFile}`)
  })
  undo.push(() => {
    phase = "stopping"
    return running.stop()
  })
  const deadline = Date.now() + STORE_PATIENCE_MS
  while (!(await isOurStore(backendUrl, publishableKey, signal))) {
    signal.throwIfAborted()
    const said = tailOf(logFile, from)
    if (outcome !== undefined) throw new Error(`The store ended with ${outcome}\n${said}`)
    if (said.includes("EADDRINUSE")) throw Object.assign(new Error(said), { code: "EADDRINUSE", port: env.PORT })
    if (Date.now() > deadline) throw new Error(`The store did not answer within 3 minutes\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  phase = "up"
}

async function isOurStore(backendUrl, publishableKey, signal) {
  const timeout = AbortSignal.timeout(5000)
  const request = { headers: { "x-publishable-api-key": publishableKey }, signal: AbortSignal.any([signal, timeout]) }
  try {
    const answer = await fetch(`${backendUrl}/store/regions?limit=1`, request)
    return answer.ok && Array.isArray((await answer.json()).regions)
  } catch {
    return false
  }
}

async function startStorefront(dir, urls, port, publishableKey, simulator, undo) {
  const storefront = await serveStorefront({
    dist: path.join(dir, "storefront"),
    port,
    config: {
      backend_url: urls.backend,
      publishable_key: publishableKey,
      script_origins: [simulator.url],
    },
  })
  undo.push(() => storefront.close())
}

/** The first look at the admin would take ten seconds otherwise. A demo without it is a slower demo, not a broken one. */
function warmInBackground(adminUrl, undo) {
  const stopped = new AbortController()
  const warming = warmAdmin(adminUrl, stopped.signal).catch(() => {})
  undo.push(() => {
    stopped.abort()
    return warming
  })
}

function writeState(dir, undo, state) {
  const file = stateFile(dir)
  fs.writeFileSync(`${file}.new`, JSON.stringify(state, null, 2))
  fs.renameSync(`${file}.new`, file)
  undo.push(() => fs.rmSync(file, { force: true }))
  return state
}

/** There only while the demo is ready. */
function stateFile(dir) {
  return path.join(dir, "state.json")
}
