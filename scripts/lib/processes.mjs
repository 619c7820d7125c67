import { spawn } from "node:child_process"
import fs from "node:fs"
import { ROOT } from "./install.mjs"

/**
 * Runs a program of this repository to its end.
 *
 * @param {string[]} command program and arguments; `node` means this Node
 * @param {{ env?: Record<string, string | undefined>, cwd?: string, logFile?: string }} [options] with `logFile` the
 * output goes there instead of to the screen
 * @throws Error that names the command, with the end of its output where that was not on the screen
 */
export async function run(command, { env = {}, cwd = ROOT, logFile } = {}) {
  const output = logFile ? fs.openSync(logFile, "a") : "inherit"
  const child = start(command, { env, cwd, stdio: ["ignore", output, output] })
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", (status, signal) => resolve(status ?? signal))
  })
  if (logFile) fs.closeSync(output)
  if (code === 0) return
  const said = logFile ? `\n${fs.readFileSync(logFile, "utf8").slice(-4000)}` : ""
  throw new Error(`"${command.join(" ")}" ended with ${code}${said}`)
}

/** Starts a program and hands out the child. */
export function start([program, ...args], { env = {}, cwd = ROOT, stdio }) {
  const executable = program === "node" ? process.execPath : program
  return spawn(executable, args, { cwd, stdio, env: { ...process.env, ...env } })
}

/** Ends a child: asks first, insists after a while. */
export async function stop(child, patienceMs = 10_000) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGTERM")
  const insist = setTimeout(() => child.kill("SIGKILL"), patienceMs)
  await exited
  clearTimeout(insist)
}

/**
 * Resolves when a server says that it is ready.
 *
 * @param {import("node:child_process").ChildProcess} server
 * @param {import("node:stream").Readable} output where it says so
 * @param {string} words what it says
 * @param {string} name of the server, for people
 * @throws Error with the end of what it said, when it ends before
 */
export function saysItIsReady(server, output, words, name) {
  return new Promise((resolve, reject) => {
    let said = ""
    output.on("data", (chunk) => {
      said = (said + chunk).slice(-4000)
      if (said.includes(words)) resolve()
    })
    server.once("exit", (code) => reject(new Error(`${name} ended with code ${code}: ${said}`)))
    server.once("error", reject)
  })
}
