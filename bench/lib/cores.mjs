import { spawnSync } from "node:child_process"
import os from "node:os"

let pins

/** Two cores keep what is measured apart from what measures it. */
function canPin() {
  pins ??= os.cpus().length > 1 && spawnSync("taskset", ["-p", String(process.pid)]).status === 0
  return pins
}

/** Where the measured server runs. */
export const SERVER_CORE = 0
/** Where the bench itself, its load, the simulator and PostgreSQL run. */
export const BENCH_CORE = 1

/**
 * A command that runs on one core only, where the machine has two and `taskset`; else the command as it is.
 *
 * @param {number} core
 * @param {readonly string[]} command
 */
export function onCore(core, command) {
  return onCores([core], command)
}

/** A command that runs on both cores, though the bench that starts it runs on one. @param {readonly string[]} command */
export function onBothCores(command) {
  return onCores([SERVER_CORE, BENCH_CORE], command)
}

function onCores(cores, command) {
  return canPin() ? ["taskset", "-c", cores.join(","), ...command] : [...command]
}

/** Moves a running process, and what it starts from now on, to one core, where that can be done. @param {number} pid */
export function moveToCore(core, pid) {
  if (canPin()) spawnSync("taskset", ["-p", "-c", String(core), String(pid)])
}

/** How processes are spread, for the note on the machine. */
export function placement() {
  return canPin()
    ? `server on core ${SERVER_CORE}; load, simulator and PostgreSQL on core ${BENCH_CORE}`
    : "not pinned: one core, or no taskset"
}
