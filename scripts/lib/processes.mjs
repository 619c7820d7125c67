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
