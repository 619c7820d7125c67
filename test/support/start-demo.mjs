import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { startDemo } from "../../scripts/lib/demo.mjs"

/** The demo itself, in a folder of its own: what a newcomer sees is what the browser tests walk through. */
export default async function startDemoForTests() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "amazon-pay-demo-"))
  const demo = await loggingRequests(() =>
    startDemo({ dir, durable: false, say: process.env.CI ? console.log : undefined }),
  )
  globalThis.amazonPayDemo = { demo, dir }
  process.env.AMAZON_PAY_DEMO_STATE = path.join(dir, "state.json")
}

/** The store's request log is looked at, and other parts of the suite want to hear of errors only. */
async function loggingRequests(start) {
  const level = process.env.LOG_LEVEL
  delete process.env.LOG_LEVEL
  try {
    return await start()
  } finally {
    if (level !== undefined) process.env.LOG_LEVEL = level
  }
}
