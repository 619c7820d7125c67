import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

export type Received = { method: string; url: string; headers: IncomingHttpHeaders; body: string }

/** What the server does with one request. */
export type Step = (request: IncomingMessage, response: ServerResponse) => void

export type ScriptedServer = { url: string; received: Received[]; close(): Promise<void> }

/** A real server on a free port that does one step per request; the last one is repeated. */
export async function startServer(...steps: [Step, ...Step[]]): Promise<ScriptedServer> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      received.push({
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      })
      const step = steps[Math.min(received.length, steps.length) - 1] ?? steps[0]
      step(request, response)
    })
  })
  // A kept connection that ends while the next request is written would fail a test that asks for no failure.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export function answer(status: number, body: unknown = "", headers: Record<string, string> = {}): Step {
  return (_, response) => {
    const text = typeof body === "string" ? body : JSON.stringify(body)
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(text)
  }
}

/** Accepts the request and never answers. */
export const hang: Step = () => undefined

/** Ends the connection without an answer. */
export const reset: Step = (request) => request.socket.destroy()

/** Sends the headers, a little of the body, and nothing more. */
export function drip(status: number, beginning = '{"a":'): Step {
  return (_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).write(beginning)
  }
}

/** Sends the headers and a part of the body, then ends the connection. */
export function cutOff(status: number, beginning: string): Step {
  return (request, response) => {
    response.writeHead(status, { "content-type": "application/json", "content-length": "100000" })
    response.write(beginning, () => setTimeout(() => request.socket.destroy(), 20))
  }
}
