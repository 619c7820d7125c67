// The whole thing on one machine: PostgreSQL, the simulator of Amazon Pay, a Medusa store and a storefront.
import path from "node:path"
import { ensureInstalled, ROOT } from "./lib/install.mjs"

const started = Date.now()
const say = (line) => console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${line}`)
const dir = path.join(ROOT, ".demo")

const aborted = new AbortController()
let starting
let stopping

/** Ends the demo, also one that is still starting, and this process with it. */
function stop(code, why) {
  stopping ??= (async () => {
    if (why) console.log(`\n${why}`)
    aborted.abort()
    const demo = await starting?.catch(() => undefined)
    await demo?.stop()
    process.exit(code)
  })()
}

/** npm hands a signal on to the shell between it and us, and the shell ends without handing it on. */
function endWithParent() {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stop(0, "Stopping with npm ..."), 250).unref()
}

function fail(error) {
  const { message } = error instanceof Error ? error : new Error(String(error))
  if (!stopping) console.error(`\nThe demo could not be started: ${message}`)
  stop(1, starting && `Logs are in ${path.join(dir, "logs")}`)
}

// The terminal may be gone before everything has ended.
for (const output of [process.stdout, process.stderr]) output.on("error", () => {})
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0, "Stopping ..."))
if (process.env.npm_lifecycle_event) endWithParent()
process.on("uncaughtException", (error) => stop(1, `The demo broke: ${error.stack}`))

try {
  ensureInstalled()
  const { startDemo, removeDemo } = await import("./lib/demo.mjs")
  if (process.argv.includes("--reset")) removeDemo(dir)
  starting = startDemo({ dir, say, onStoreEnded: (why) => stop(1, why), signal: aborted.signal })
  const { state } = await starting
  if (!stopping) welcome(state)
} catch (error) {
  fail(error)
}

function welcome(state) {
  say("Ready.")
  console.log(`
  Storefront   ${state.storefront_url}   ${state.customer.email} / ${state.customer.password}
  Admin        ${state.admin_url}   ${state.admin.email} / ${state.admin.password}
  Amazon Pay   ${state.simulator_url}   the simulator: change a card as the buyer would at Amazon

  1. Log in at the storefront and choose "Update payment method" on a saved wallet.
  2. Sign in at the simulator's page, choose another card, and come back.
  3. Open the same customer in the admin: the update is in the history, old -> new.
  4. Choose "Shop" and buy a tea, on Amazon's page or with a saved wallet.

  The same facts are in .demo/state.json, logs in .demo/logs. Ctrl-C stops everything; --reset starts clean.
`)
}
