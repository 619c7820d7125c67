/** One API request as it was judged. Never holds a signature. */
export type LoggedRequest = Readonly<{
  requestId: string
  /** ISO 8601, wall clock. */
  receivedAt: string
  method: string
  path: string
  /** `null` for a path that is no operation. */
  operation: string | null
  merchantId: string | null
  environment: string | null
  publicKeyId: string | null
  idempotencyKey: string | null
  body: string
  /** `accepted`, `refused`, or `fault` when it was never processed. */
  verdict: "accepted" | "refused" | "fault"
  /** What Amazon decided; `null` when it was never processed. */
  status: number | null
  reasonCode: string | null
  /** Answered from the idempotency store. */
  replayed: boolean
  /** A fault changed what the client saw. */
  faulty: boolean
}>

export type RequestFilter = Partial<Pick<LoggedRequest, "operation" | "method" | "verdict" | "merchantId" | "status">>

export type RequestLog = Readonly<{
  add(request: LoggedRequest): void
  list(filter?: RequestFilter): LoggedRequest[]
  clear(): void
}>

const KEPT = 10_000

export function createRequestLog(log: (line: string) => void): RequestLog {
  const requests: LoggedRequest[] = []
  return {
    add(request) {
      requests.push(request)
      if (requests.length > KEPT) requests.shift()
      const { method, path, status, reasonCode, faulty, requestId } = request
      log(`${method} ${path} ${status ?? "-"} ${reasonCode ?? ""}${faulty ? " (fault)" : ""} ${requestId}`)
    },
    list(filter = {}) {
      const wanted = Object.entries(filter).filter(([, value]) => value !== undefined)
      return requests.filter((request) => {
        const members = new Map<string, unknown>(Object.entries(request))
        return wanted.every(([name, value]) => members.get(name) === value)
      })
    },
    clear() {
      requests.length = 0
    },
  }
}
