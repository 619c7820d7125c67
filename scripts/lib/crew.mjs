import { spawn } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { ROOT } from "./install.mjs"

const GUARDIAN = path.join(import.meta.dirname, "guardian.mjs")
const HAS_GROUPS = process.platform !== "win32"
const PATIENCE_MS = 10_000

/**
 * Child processes that end together, whatever ends this process: each leads a process group, so that what it starts ends
 * with it, and a guardian ends them all should this process be killed.
 *
 * @returns {{ guardianPid: number, start: Function, run: Function, watch: Function, dismiss: () => Promise<void> }}
 * `dismiss` ends all of them and lets no other start
 */
export function gatherCrew() {
  const guardian = spawn(process.execPath, [GUARDIAN], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
  })
  guardian.unref()
  guardian.stdin.unref()
  guardian.stdin.on("error", () => {})
  const tell = (line) => guardian.stdin.write(`${line}\n`)
  const members = new Set()
  let isDismissed = false

  /** Starts a program; its output goes to `logFile`. `node` means this Node. */
  function start([program, ...args], { env = {}, cwd = ROOT, logFile }) {
    if (isDismissed) throw new Error("Stopped before it was ready")
    const log = fs.openSync(logFile, "a")
    const executable = program === "node" ? process.execPath : program
    const stdio = ["ignore", log, log]
    const child = spawn(executable, args, { cwd, stdio, env: { ...process.env, ...env }, detached: HAS_GROUPS })
    fs.closeSync(log)
    if (child.pid === undefined) return { ended: ending(child), stop: async () => {} }
    const member = { group: HAS_GROUPS ? -child.pid : child.pid, ended: ending(child) }
    members.add(member)
    tell(`${member.group} SIGTERM`)
    member.ended.then(() => {
      signal(member.group, "SIGKILL")
      members.delete(member)
      tell(`${member.group} ended`)
    })
    return { ended: member.ended, stop: () => end(member) }
  }

  return {
    guardianPid: guardian.pid,
    start,
    /** @throws Error that names the command, with the end of its output */
    async run(command, options) {
      const from = sizeOf(options.logFile)
      const outcome = await start(command, options).ended
      if (outcome === 0) return
      if (isDismissed) throw new Error("Stopped before it was ready")
      throw new Error(`"${command.join(" ")}" ended with ${outcome}\n${tailOf(options.logFile, from)}`)
    },
    /** Has the guardian end a process that this process starts and ends itself. */
    watch(pid, signalName) {
      tell(`${pid} ${signalName}`)
      return () => tell(`${pid} ended`)
    },
    async dismiss() {
      isDismissed = true
      await Promise.all([...members].map(end))
    },
    /** Lets the guardian go, who has nobody left to watch. */
    close: () => guardian.stdin.end(),
  }
}

/** Resolves with the exit code, the signal's name, or why it could not be started. */
function ending(child) {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message))
    child.once("exit", (code, signalName) => resolve(code ?? signalName))
  })
}

/** Asks first, insists after a while. */
async function end({ group, ended }) {
  signal(group, "SIGTERM")
  const insist = setTimeout(() => signal(group, "SIGKILL"), PATIENCE_MS)
  await ended
  clearTimeout(insist)
}

function signal(group, name) {
  try {
    process.kill(group, name)
  } catch (error) {
    // Nobody is left of the group; a group of the dead is EPERM on some systems.
    if (error.code !== "ESRCH" && error.code !== "EPERM") throw error
  }
}

/** How long a log is now, to read later what was added. */
export function sizeOf(file) {
  return fs.existsSync(file) ? fs.statSync(file).size : 0
}

/** What was written to a log since it had this size, at most 4000 characters. */
export function tailOf(file, from = 0) {
  return fs.readFileSync(file).subarray(from).toString("utf8").slice(-4000)
}
