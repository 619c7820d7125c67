import { spawn } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { findProgram } from "./debian.mjs"
import { ROOT } from "./install.mjs"
import { freePort } from "./ports.mjs"
import { saysItIsReady } from "./processes.mjs"

const PGBOUNCER = {
  command: "pgbouncer",
  packages: ["pgbouncer"],
  unpackedAt: "usr/sbin/pgbouncer",
  cache: path.join(ROOT, ".cache/pgbouncer"),
}
const KINDS = ["system", "unpacked"]
/** PgBouncer refuses to run as root. */
const asNobody = process.getuid?.() === 0 ? ["-u", "nobody"] : []

/**
 * Starts a PgBouncer in front of a PostgreSQL on this machine. Each transaction gets whichever connection is free, so that
 * nothing of a session is there for the next one.
 *
 * @param {number} postgresPort
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 * @throws Error that says what was tried and what to do
 */
export async function startPooler(postgresPort) {
  const program = findProgram(PGBOUNCER, KINDS)
  if (!program) {
    throw new Error(`No pgbouncer runs on this machine (tried: ${KINDS.join(", ")}). Install PgBouncer and try again`)
  }
  const port = await freePort()
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "amazon-pay-pooler-"))
  const config = path.join(dir, "pgbouncer.ini")
  fs.writeFileSync(config, settings(port, postgresPort))
  const pooler = spawn(program.executablePath, [...asNobody, config], {
    env: program.env,
    stdio: ["ignore", "ignore", "pipe"],
  })
  const exited = new Promise((resolve) => pooler.once("exit", resolve))
  await saysItIsReady(pooler, pooler.stderr, "process up", "PgBouncer")
  return {
    port,
    stop: async () => {
      pooler.kill("SIGTERM")
      await exited
      fs.rmSync(dir, { recursive: true })
    },
  }
}

function settings(port, postgresPort) {
  return `[databases]
* = host=127.0.0.1 port=${postgresPort} user=postgres
[pgbouncer]
listen_addr = localhost
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 20
max_client_conn = 500
`
}
