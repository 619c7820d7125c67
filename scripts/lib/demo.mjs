import { generateKeyPairSync } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { serveStorefront } from "../../examples/storefront/server.mjs"
import { seedCustomers } from "./demo-customers.mjs"
import { ROOT } from "./install.mjs"
import { freePort } from "./ports.mjs"
import { startPostgres } from "./postgres.mjs"
import { run, start, stop } from "./processes.mjs"
import { buildIfNeeded } from "./tasks.mjs"

const STORE = path.join(ROOT, "examples/store")
const STOREFRONT = path.join(ROOT, "examples/storefront")
const MEDUSA = path.join(ROOT, "node_modules/@medusajs/cli/cli.js")
const PORTS = { backend: 9000, storefront: 8000, simulator: 9700, postgres: 9732 }

const MERCHANT = {
  merchantId: "A1DEMOMERCHANT",
  storeId: "amzn1.application-oa2-client.00000000000000000000000000demo",
  publicKeyId: "SANDBOX-DEMOKEY",
}
const ADMIN = { email: "admin@example.com", password: "demo-admin" }

/** Forgets everything an earlier demo in this folder left behind. */
export function removeDemo(dir) {
  fs.rmSync(dir, { recursive: true, force: true })
}

/**
 * Starts database, simulator, store and storefront, and seeds customers with wallets the first time.
 *
 * @param {{ dir: string, durable?: boolean, say?: (line: string) => void, onStoreEnded?: () => void }} options `dir`
 * keeps everything between two starts
 * @returns {Promise<{ state: object, stop: () => Promise<void> }>} `state` is what is written to `<dir>/state.json`
 * @throws Error with the end of the log of what failed
 */
export async function startDemo({ dir, durable = true, say = () => {}, onStoreEnded = () => {} }) {
  const undo = []
  const stopAll = async () => {
    for (const step of undo.reverse().splice(0)) await step()
  }
  try {
    const state = await startParts({ dir, durable, say, onStoreEnded, undo })
    return { state, stop: stopAll }
  } catch (error) {
    await stopAll()
    throw error
  }
}

async function startParts({ dir, durable, say, onStoreEnded, undo }) {
  const logs = path.join(dir, "logs")
  fs.mkdirSync(logs, { recursive: true })
  const ports = await choosePorts()
  const merchant = merchantKeys(dir)

  say("Building the plugin and the storefront, unless they are built ...")
  const [database] = await Promise.all([openDatabase(dir, durable, ports.postgres, undo), buildAll(dir, logs)])
  const urls = {
    backend: `http://localhost:${ports.backend}`,
    storefront: `http://localhost:${ports.storefront}`,
  }
  const simulator = await startSimulator(dir, merchant, ports.simulator, urls, undo)
  say(`The simulator of Amazon Pay answers at ${simulator.url}.`)

  const env = storeEnvironment({ database, urls, merchant, simulator, port: ports.backend })
  linkPlugin()
  await migrate(dir, database, env, logs, say)
  const publishableKey = await seedStore(dir, env, logs, say)
  await startStore(env, urls.backend, logs, undo, onStoreEnded)
  say("The store is up.")

  await startStorefront(dir, urls, ports.storefront, publishableKey, simulator, undo)
  const customers = await seedCustomers({
    dir,
    backendUrl: urls.backend,
    publishableKey,
    simulator,
    merchant,
    admin: ADMIN,
    say,
  })
  return writeState(dir, undo, {
    backend_url: urls.backend,
    admin_url: `${urls.backend}/app`,
    storefront_url: urls.storefront,
    simulator_url: simulator.url,
    publishable_key: publishableKey,
    admin: ADMIN,
    ...customers,
    pid: process.pid,
  })
}

async function choosePorts() {
  const entries = []
  for (const [name, wanted] of Object.entries(PORTS)) entries.push([name, await freePort(wanted)])
  return Object.fromEntries(entries)
}

/** The merchant's key pair, made once; the simulator gets the public half, as Amazon does. */
function merchantKeys(dir) {
  const file = path.join(dir, "merchant-key.pem")
  const pem = (type) => ({ type, format: "pem" })
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: pem("spki"),
    privateKeyEncoding: pem("pkcs8"),
  })
  fs.writeFileSync(file, privateKey, { mode: 0o600 })
  return { ...MERCHANT, publicKey, privateKeyFile: file }
}

async function openDatabase(dir, durable, port, undo) {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL
  const postgres = await startPostgres({ dir: path.join(dir, "postgres"), port, durable })
  undo.push(() => postgres.stop())
  await postgres.createDatabase("medusa")
  return postgres.url("medusa")
}

async function buildAll(dir, logs) {
  const logFile = path.join(logs, "build.log")
  await buildIfNeeded({ logFile })
  await run(["node", "node_modules/vite/bin/vite.js", "build", "--config", path.join(STOREFRONT, "vite.config.mjs")], {
    logFile,
    env: { OUT_DIR: path.join(dir, "storefront") },
  })
}

async function startSimulator(dir, merchant, port, urls, undo) {
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
  return simulator
}

function storeEnvironment({ database, urls, merchant, simulator, port }) {
  return {
    DATABASE_URL: database,
    NODE_ENV: "development",
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
async function migrate(dir, database, env, logs, say) {
  const marker = path.join(dir, "migrated.json")
  const wanted = JSON.stringify({
    database,
    migrations: fs.readdirSync(path.join(ROOT, "migrations")),
    medusa: JSON.parse(fs.readFileSync(path.join(ROOT, "node_modules/@medusajs/medusa/package.json"), "utf8")).version,
  })
  if (fs.existsSync(marker) && fs.readFileSync(marker, "utf8") === wanted) return
  say("Migrating the database ...")
  const logFile = path.join(logs, "migrate.log")
  await run(["node", MEDUSA, "db:migrate", "--execute-safe-links"], { cwd: STORE, env, logFile })
  fs.writeFileSync(marker, wanted)
}

/** The store finds the plugin as if it were installed from npm. */
function linkPlugin() {
  const link = path.join(STORE, "node_modules/medusa-payment-amazon-pay")
  fs.mkdirSync(path.dirname(link), { recursive: true })
  fs.rmSync(link, { force: true })
  fs.symlinkSync("../../..", link)
}

async function seedStore(dir, env, logs, say) {
  const keyFile = path.join(dir, "publishable-key")
  if (fs.existsSync(keyFile)) return fs.readFileSync(keyFile, "utf8")
  say("Creating the admin and the publishable key ...")
  const script = ["exec", "./src/scripts/seed.ts", ADMIN.email, ADMIN.password, keyFile]
  await run(["node", MEDUSA, ...script], { cwd: STORE, env, logFile: path.join(logs, "seed.log") })
  return fs.readFileSync(keyFile, "utf8")
}

async function startStore(env, backendUrl, logs, undo, onStoreEnded) {
  const log = fs.openSync(path.join(logs, "store.log"), "a")
  const child = start(["node", MEDUSA, "start", "--port", env.PORT], { cwd: STORE, env, stdio: ["ignore", log, log] })
  let expected = false
  child.once("exit", () => !expected && onStoreEnded())
  undo.push(async () => {
    expected = true
    await stop(child)
    fs.closeSync(log)
  })
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the store ended; see ${path.join(logs, "store.log")}`)
    const healthy = await fetch(`${backendUrl}/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (healthy) return
    await new Promise((resolve) => setTimeout(resolve, 100))
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

function writeState(dir, undo, state) {
  const file = path.join(dir, "state.json")
  fs.writeFileSync(file, JSON.stringify(state, null, 2))
  undo.push(async () => fs.rmSync(file, { force: true }))
  return state
}
