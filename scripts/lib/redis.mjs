import { spawn, spawnSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { ROOT } from "./install.mjs"
import { freePort } from "./ports.mjs"

/** How a redis-server can be had, in the order in which it is tried. */
export const REDIS_KINDS = ["system", "installed", "unpacked"]

const PACKAGES = ["redis-server", "redis-tools"]
/** Everything runs on the C library of the machine or not at all. */
const OF_THE_MACHINE = /^(libc6|libgcc-s1)$/
/** Redis, its libraries, and theirs; deeper it does not go. */
const LEVELS = 3
const CACHE = path.join(ROOT, ".cache/redis")
/** An exit code that tells Debian's packages to start nothing. */
const START_NOTHING = "#!/bin/sh\nexit 101\n"
const POLICY = "/usr/sbin/policy-rc.d"

/**
 * Starts a Redis of its own on 127.0.0.1, that remembers everything over a restart. Where REDIS_URL is set, that one is used
 * as it is.
 *
 * @param {{ dir: string, port?: number }} options `dir` holds its memory and is made on first use
 * @returns {Promise<{ url: string, port: number, stop: () => Promise<void>, kill: () => Promise<void>,
 *   restart: (how?: { forget?: boolean }) => Promise<void> }>} `kill` ends it without a warning; `restart` is on the same
 * port, and with `forget` it knows nothing any more
 * @throws Error that says what was tried and what to do
 */
export async function startRedis({ dir, port: wanted }) {
  if (process.env.REDIS_URL) return foreignRedis(process.env.REDIS_URL)
  const program = findRedis()
  fs.mkdirSync(dir, { recursive: true })
  const port = await freePort(wanted)
  let server = await listen(program, dir, port)
  const end = (signal) => endOf(server, signal)
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    restart: async ({ forget = false } = {}) => {
      await end("SIGTERM")
      if (forget) fs.rmSync(dir, { recursive: true, force: true })
      fs.mkdirSync(dir, { recursive: true })
      server = await listen(program, dir, port)
    },
  }
}

/** It belongs to somebody else: it is neither started nor ended. */
function foreignRedis(url) {
  const refuse = async () => {
    throw new Error("The Redis of REDIS_URL is not ours to stop. Unset REDIS_URL for what needs that")
  }
  return { url, port: Number(new URL(url).port || 6379), stop: async () => {}, kill: refuse, restart: refuse }
}

/**
 * A redis-server that runs on this machine: the system's, else Debian's package, installed by root, else unpacked into a
 * cache with the libraries that the system lacks.
 *
 * @param {string | undefined} forced one of REDIS_KINDS; taken from AMAZON_PAY_REDIS
 * @returns {{ kind: string, executablePath: string, env: Record<string, string | undefined> }}
 * @throws Error that says what was tried and what to do
 */
export function findRedis(forced = process.env.AMAZON_PAY_REDIS) {
  if (forced && !REDIS_KINDS.includes(forced)) {
    throw new Error(`AMAZON_PAY_REDIS must be one of ${REDIS_KINDS.join(", ")}`)
  }
  const tried = []
  for (const kind of forced ? [forced] : REDIS_KINDS) {
    const found = FINDERS[kind]()
    if (found && runs(found)) return { kind, ...found }
    tried.push(kind)
  }
  throw new Error(
    `No redis-server runs on this machine (tried: ${tried.join(", ")}). ` +
      "Install Redis 7 or set REDIS_URL to one that runs, and try again",
  )
}

const FINDERS = {
  system: () => systemRedis(),
  installed: () => installedRedis(),
  unpacked: () => unpackedRedis(CACHE),
}

function systemRedis() {
  return { executablePath: "redis-server", env: process.env }
}

function installedRedis() {
  if (process.getuid?.() !== 0 || !hasApt()) return null
  const ours = !fs.existsSync(POLICY)
  if (ours) fs.writeFileSync(POLICY, START_NOTHING, { mode: 0o755 })
  try {
    apt(["update"])
    apt(["install", "-y", "--no-install-recommends", "redis-server"])
  } finally {
    if (ours) fs.rmSync(POLICY, { force: true })
  }
  return systemRedis()
}

/**
 * Debian's packages, unpacked and not installed: needs no rights.
 *
 * @param {string} cache a folder that keeps them
 */
export function unpackedRedis(cache) {
  const unpacked = () => ({
    executablePath: path.join(cache, "root/usr/bin/redis-server"),
    env: environmentWithin(cache),
  })
  if (runs(unpacked())) return unpacked()
  if (!hasApt()) return null
  fs.rmSync(cache, { recursive: true, force: true })
  for (const folder of ["lists/partial", "archives/partial", "packages"]) {
    fs.mkdirSync(path.join(cache, folder), { recursive: true })
  }
  apt(["update"], cache)
  const known = new Set()
  let wanted = PACKAGES
  for (let level = 0; level < LEVELS && wanted.length && !runs(unpacked()); level++) {
    unpack(wanted, cache)
    wanted.forEach((name) => known.add(name))
    wanted = dependenciesOf(wanted, cache).filter((name) => !known.has(name))
  }
  for (const folder of ["lists", "archives", "packages"]) fs.rmSync(path.join(cache, folder), { recursive: true })
  return unpacked()
}

function unpack(packages, cache) {
  const folder = path.join(cache, "packages")
  apt(["download", ...packages], cache, folder)
  for (const file of fs.readdirSync(folder)) {
    spawnSync("dpkg", ["-x", path.join(folder, file), path.join(cache, "root")])
    fs.rmSync(path.join(folder, file))
  }
}

function dependenciesOf(packages, cache) {
  const { stdout } = spawnSync("apt-cache", [...within(cache), "depends", "--important", ...packages], {
    encoding: "utf8",
  })
  const names = [...(stdout ?? "").matchAll(/^ +Depends: (lib\S+)$/gm)].map(([, name]) => name)
  return [...new Set(names)].filter((name) => !OF_THE_MACHINE.test(name))
}

/** The libraries lie where Debian puts those of this machine's kind, of which there is one folder. */
function environmentWithin(cache) {
  const places = ["usr/lib", "lib"].map((place) => path.join(cache, "root", place))
  const libraries = places
    .filter((place) => fs.existsSync(place))
    .flatMap((place) => [place, ...foldersIn(place)])
    .concat(process.env.LD_LIBRARY_PATH ?? [])
  return { ...process.env, LD_LIBRARY_PATH: libraries.join(":") }
}

function foldersIn(place) {
  const entries = fs.readdirSync(place, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(place, name))
}

function hasApt() {
  return spawnSync("apt-get", ["--version"]).status === 0
}

/** With `cache`, apt keeps what it downloads there and touches nothing of the system. */
function apt(args, cache, cwd) {
  return spawnSync("apt-get", [...(cache ? within(cache) : []), ...args], {
    cwd,
    stdio: "ignore",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  })
}

function within(cache) {
  return [`Dir::State::lists=${cache}/lists`, `Dir::Cache=${cache}`, "Debug::NoLocking=true"].flatMap((option) => [
    "-o",
    option,
  ])
}

function runs({ executablePath, env }) {
  return spawnSync(executablePath, ["--version"], { env, timeout: 30_000 }).status === 0
}

async function listen({ executablePath, env }, dir, port) {
  const args = ["--bind", "127.0.0.1", "--port", String(port), "--dir", dir, "--appendonly", "yes", "--save", ""]
  const server = spawn(executablePath, args, { env, stdio: ["ignore", "pipe", "inherit"] })
  await readyToAccept(server)
  return server
}

function readyToAccept(server) {
  return new Promise((resolve, reject) => {
    let said = ""
    server.stdout.on("data", (chunk) => {
      said = (said + chunk).slice(-4000)
      if (said.includes("Ready to accept connections")) resolve()
    })
    server.once("exit", (code) => reject(new Error(`Redis ended with code ${code}: ${said}`)))
    server.once("error", reject)
  })
}

async function endOf(server, signal) {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exited = new Promise((resolve) => server.once("exit", resolve))
  server.kill(signal)
  await exited
}
