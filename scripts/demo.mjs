// The whole thing on one machine: PostgreSQL, the simulator of Amazon Pay, a Medusa store and a storefront.
import path from "node:path"
import { ensureInstalled, ROOT } from "./lib/install.mjs"

const started = Date.now()
const say = (line) => console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${line}`)

ensureInstalled()
const { startDemo, removeDemo } = await import("./lib/demo.mjs")

const dir = path.join(ROOT, ".demo")
if (process.argv.includes("--reset")) removeDemo(dir)

let demo
let stopping
const stop = (code) => {
  stopping ??= (async () => {
    console.log("\nStopping ...")
    await demo?.stop()
    process.exit(code)
  })()
}
process.on("SIGINT", () => stop(0))
process.on("SIGTERM", () => stop(0))

try {
  demo = await startDemo({ dir, say, onStoreEnded: () => stop(1) })
  const { state } = demo
  say("Ready.")
  console.log(`
  Storefront   ${state.storefront_url}   ${state.customer.email} / ${state.customer.password}
  Admin        ${state.admin_url}   ${state.admin.email} / ${state.admin.password}
  Amazon Pay   ${state.simulator_url}   the simulator: change a card as the buyer would at Amazon

  1. Log in at the storefront and choose "Update payment method" on a saved wallet.
  2. Sign in at the simulator's page, choose another card, and come back.
  3. Open the same customer in the admin: the update is in the history, old -> new.

  The same facts are in .demo/state.json, logs in .demo/logs. Ctrl-C stops everything; --reset starts clean.
`)
} catch (error) {
  console.error(`\nThe demo could not be started: ${error.message}\nLogs are in ${path.join(dir, "logs")}`)
  stop(1)
}
