import { spawn } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { findProgram, KINDS } from "./debian.mjs"
import { ROOT } from "./install.mjs"
import { freePort } from "./ports.mjs"
import { saysItIsReady } from "./processes.mjs"

const REDIS = {
  command: "redis-server",
  packages: ["redis-server", "redis-tools"],
  unpackedAt: "usr/bin/redis-server",
  cache: path.join(ROOT, ".cache/redis"),
}

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
 * A redis-server that runs on this machine: see {@link findProgram}.
 *
 * @param {string | undefined} forced one of KINDS; taken from AMAZON_PAY_REDIS
 * @returns {import("./debian.mjs").FoundProgram}
 * @throws Error that says what was tried and what to do
 */
export function findRedis(forced = process.env.AMAZON_PAY_REDIS) {
  if (forced && !KINDS.includes(forced)) throw new Error(`AMAZON_PAY_REDIS must be one of ${KINDS.join(", ")}`)
  const kinds = forced ? [forced] : KINDS
  const found = findProgram(REDIS, kinds)
  if (found) return found
  throw new Error(
    `No redis-server runs on this machine (tried: ${kinds.join(", ")}). ` +
      "Install Redis 7 or set REDIS_URL to one that runs, and try again",
  )
}

async function listen({ executablePath, env }, dir, port) {
  const args = ["--bind", "127.0.0.1", "--port", String(port), "--dir", dir, "--appendonly", "yes", "--save", ""]
  const server = spawn(executablePath, args, { env, stdio: ["ignore", "pipe", "inherit"] })
  await saysItIsReady(server, server.stdout, "Ready to accept connections", "Redis")
  return server
}

async function endOf(server, signal) {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exited = new Promise((resolve) => server.once("exit", resolve))
  server.kill(signal)
  await exited
}
