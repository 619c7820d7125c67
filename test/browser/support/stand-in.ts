import { spawn, type ChildProcess } from "node:child_process"
import http from "node:http"
import type { AddressInfo } from "node:net"
import type { DemoState } from "./demo"

/** A program that serves an account page, and the address it said it has. */
export type Server = { url: string; stop: () => Promise<void> }

/** Starts a program and waits until it says its address. */
export async function startServer(
  command: readonly string[],
  { cwd, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Server> {
  const [program = "", ...args] = command
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] })
  const url = await addressSaid(child)
  return { url, stop: () => ended(child) }
}

function addressSaid(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ""
    const hear = (data: Buffer) => {
      said += data
      const [url] = /http:\/\/[\w.[\]:-]+:\d+/.exec(said) ?? []
      if (url) resolve(url)
    }
    child.stdout?.on("data", hear)
    child.stderr?.on("data", hear)
    child.once("error", reject)
    child.once("exit", (code) => reject(new Error(`It ended with ${code}:\n${said}`)))
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once("exit", () => resolve())
    child.kill()
  })
}

/**
 * A proxy for a browser, behind which another server stands at the storefront's address: buyers come back to it from
 * Amazon, and the store knows its origin.
 */
export async function standInProxy({ storefront_url }: DemoState, standIn: string): Promise<Server> {
  const stands = new URL(standIn)
  const storefront = new URL(storefront_url).host
  const server = http.createServer((req, res) => {
    const url = new URL(req.url ?? "", storefront_url)
    const { hostname, port } = url.host === storefront ? stands : url
    const forwarded = http.request(
      { hostname, port, path: url.pathname + url.search, method: req.method, headers: req.headers, agent: false },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
        answer.pipe(res)
      },
    )
    forwarded.once("error", () => res.destroy())
    req.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}
