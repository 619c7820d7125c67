import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer, type AddressInfo } from "node:net"
import path from "node:path"
import { eventually } from "./eventually"

/** A running Medusa, started by its own command. */
export type StoreProcess = {
  name: string
  url: string
  /** What it logged so far. */
  said: () => string
  /** As when the machine takes it away. */
  kill: () => Promise<void>
  /** As a deployment does: it may end what it began. */
  stop: () => Promise<void>
}

export type WorkerMode = "server" | "worker" | "shared"

const HOST = path.resolve(__dirname, "../host")

/**
 * Starts `medusa start` and waits until it answers.
 *
 * @param name how its connections to PostgreSQL call themselves
 * @throws Error with what it said when it ends before
 */
export async function startStoreProcess(
  name: string,
  mode: WorkerMode,
  env: Record<string, string | undefined>,
): Promise<StoreProcess> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const child = spawn(process.execPath, [require.resolve("@medusajs/cli/cli.js"), "start", "--port", String(port)], {
    cwd: HOST,
    env: {
      ...process.env,
      NODE_ENV: "development",
      NODE_OPTIONS: "",
      LOG_LEVEL: "debug",
      MEDUSA_WORKER_MODE: mode,
      PGAPPNAME: name,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const ended = once(child, "exit")
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const end = (signal: NodeJS.Signals) => async () => {
    if (!hasEnded()) child.kill(signal)
    await ended
  }
  process.once("exit", () => child.kill("SIGKILL"))
  await eventually(`${name} answers`, async () => {
    if (hasEnded()) throw new Error(`${name} ended before it answered:\n${output}`)
    return (await fetch(`${url}/health`).catch(() => null))?.ok ?? false
  })
  return { name, url, said: () => output, kill: end("SIGKILL"), stop: end("SIGTERM") }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}
