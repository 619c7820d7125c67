import http from "node:http"
import type { AddressInfo } from "node:net"

export type ReceivedMessage = { headers: http.IncomingHttpHeaders; body: string }

/** A shop's IPN endpoint that keeps what it gets. */
export type Inbox = {
  url: string
  messages: ReceivedMessage[]
  /** Statuses to answer with, one each; 200 when there is none. `null` resets the connection. */
  answers: (number | null)[]
  clear(): void
  close(): Promise<void>
}

export async function startInbox(): Promise<Inbox> {
  const messages: ReceivedMessage[] = []
  const answers: (number | null)[] = []
  const server = http.createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on("data", (chunk: Buffer) => chunks.push(chunk))
    req.on("end", () => {
      messages.push({ headers: req.headers, body: Buffer.concat(chunks).toString("utf8") })
      const status = answers.shift()
      if (status === null) return req.socket.destroy()
      res.writeHead(status ?? 200, status === 302 ? { location: "http://127.0.0.1:1/" } : {}).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/amazon-pay/ipn`,
    messages,
    answers,
    clear() {
      messages.length = 0
      answers.length = 0
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
