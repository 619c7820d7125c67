import { spawnSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"

const PATIENCE_MS = 20_000

/**
 * Makes this process the one that runs a demo on a folder. What an earlier one left to its guardian is waited for.
 *
 * @param {string} dir
 * @param {number} guardianPid who ends what this demo starts, should it be killed
 * @returns {Promise<() => void>} gives the folder back
 * @throws Error when a demo runs there
 */
export async function claimDemo(dir, guardianPid) {
  assertNoDemoRuns(dir)
  const file = fileOf(dir)
  const deadline = Date.now() + PATIENCE_MS
  while (isAlive(read(file)?.guardian) && Date.now() < deadline) await new Promise((done) => setTimeout(done, 100))
  fs.rmSync(file, { force: true })
  const claim = JSON.stringify({ demo: identityOf(process.pid), guardian: identityOf(guardianPid) })
  try {
    fs.writeFileSync(file, claim, { flag: "wx" })
  } catch (error) {
    if (error.code === "EEXIST") throw new Error(`Another demo has just been started on ${dir}`)
    throw error
  }
  return () => fs.rmSync(file, { force: true })
}

/** @throws Error that says where the running demo is and how to stop it */
export function assertNoDemoRuns(dir) {
  const demo = read(fileOf(dir))?.demo
  if (!isAlive(demo)) return
  const { storefront_url } = read(path.join(dir, "state.json")) ?? {}
  const place = storefront_url ? `at ${storefront_url}` : "and is still starting"
  throw new Error(
    `A demo runs on ${dir} already, ${place} (process ${demo.pid}).\n` +
      `Use that one, or stop it first: Ctrl-C where it was started, or kill ${demo.pid}`,
  )
}

function fileOf(dir) {
  return path.join(dir, "lock.json")
}

/** `undefined` for a file that is missing or damaged. */
function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"))
  } catch {
    return undefined
  }
}

function identityOf(pid) {
  return { pid, born: bornAt(pid) }
}

/** Numbers are given to new processes again and again, so the time of birth belongs to the identity. */
function isAlive(identity) {
  if (!identity?.pid) return false
  const born = bornAt(identity.pid)
  return born !== "" && born === identity.born
}

/** When a process was started, in whatever way the system says it; empty when there is no such process. */
function bornAt(pid) {
  if (process.platform !== "linux") {
    return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? ""
  }
  try {
    const afterName = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ")
    const [state, started] = [afterName[0], afterName[19]]
    return state === "Z" ? "" : started
  } catch {
    return ""
  }
}
