// A demo of its own for one test file: node run-demo.mjs <folder>. Says where its state is written once it runs.
import path from "node:path"
import { startDemo } from "../../../scripts/lib/demo.mjs"

const dir = process.argv[2]
const { stop, state } = await startDemo({ dir, durable: false })
process.once("SIGTERM", () => void stop().then(() => process.exit(0)))
console.log(`${path.join(dir, "state.json")} of ${state.storefront_url}`)
