import { execFileSync, spawn } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import readline from "node:readline"
import { ROOT } from "../../scripts/lib/install.mjs"
import { plainRow } from "../lib/row.mjs"

const READY = "clone: until the demo is ready"
const SHUTDOWN_MS = 60_000

/**
 * How long somebody waits who clones the repository as it was committed and runs `npm run demo`: packages from npm, build,
 * database, simulator, store and storefront.
 */
export const clone = {
  names: [READY],
  isLong: true,

  async measure({ say }) {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), "amazon-pay-clone-"))
    // PostgreSQL, which does not run as root, keeps its data there too.
    fs.chmodSync(dir, 0o755)
    try {
      const startedAt = performance.now()
      execFileSync("git", ["clone", "--quiet", ROOT, dir])
      const { installedAt, readyAt } = await startDemo(dir, say)
      return [
        plainRow({
          name: READY,
          value: (readyAt - startedAt) / 1000,
          unit: "s",
          against: "until the packages were there",
          yardstick: (installedAt - startedAt) / 1000,
        }),
      ]
    } finally {
      fs.rmSync(dir, { recursive: true, force: true })
    }
  },
}

/** @throws Error when the demo ends before it is ready */
async function startDemo(cwd, say) {
  const child = spawn("npm", ["run", "demo"], { cwd, stdio: ["ignore", "pipe", "inherit"], detached: true })
  const ended = new Promise((resolve) => child.once("exit", resolve))
  let installedAt
  try {
    for await (const line of readline.createInterface({ input: child.stdout })) {
      say(line)
      if (line.includes("] Building")) installedAt = performance.now()
      if (line.endsWith("] Ready.")) return { installedAt, readyAt: performance.now() }
    }
    throw new Error("The demo ended before it was ready")
  } finally {
    await stop(child, ended)
  }
}

/** The demo ends everything it started. */
async function stop(child, ended) {
  const insist = setTimeout(() => signal(child, "SIGKILL"), SHUTDOWN_MS)
  signal(child, "SIGINT")
  await ended
  clearTimeout(insist)
}

function signal({ pid }, name) {
  try {
    process.kill(-pid, name)
  } catch (error) {
    if (error.code !== "ESRCH") throw error
  }
}
