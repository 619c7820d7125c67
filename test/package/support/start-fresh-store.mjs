import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { startDemo } from "../../../scripts/lib/demo.mjs"
import { freshStore } from "./fresh-store.mjs"

/** The demo's customers, simulator and storefront around a store that has the plugin from its tarball. */
export default async function startFreshStoreForTests() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "amazon-pay-package-"))
  // PostgreSQL, which does not run as root, keeps its data there too.
  fs.chmodSync(dir, 0o755)
  globalThis.amazonPayFreshStore = { dir, stop: async () => {} }
  try {
    const say = process.env.CI ? console.log : undefined
    const { stop } = await startDemo({ dir, durable: false, say, store: freshStore(dir) })
    globalThis.amazonPayFreshStore.stop = stop
  } catch (error) {
    fs.rmSync(dir, { recursive: true, force: true })
    throw error
  }
  process.env.AMAZON_PAY_DEMO_STATE = path.join(dir, "state.json")
  process.env.AMAZON_PAY_FRESH_STORE = dir
}
