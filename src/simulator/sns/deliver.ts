import { setTimeout as sleep } from "node:timers/promises"
import type { SnsMessage } from "./envelope"

/** One POST of a message. */
export type Attempt = Readonly<{
  /** ISO 8601, wall clock. */
  at: string
  durationMs: number
  /** `null` when no answer came. */
  status: number | null
  /** Why no answer came. */
  error: string | null
}>

/** SNS waits this long for an answer. */
const TIMEOUT_MS = 15_000

/**
 * POSTs a message until it is taken, refused, or retries are used up. No answer within 15 s and 5xx are tried again; 4xx
 * is a refusal; redirects are not followed.
 *
 * @param retryDelaysMs waiting time before each retry
 * @returns whether the endpoint took the message
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export async function deliver(
  message: SnsMessage,
  url: string,
  { retryDelaysMs, signal, onAttempt, timeoutMs = TIMEOUT_MS }: Delivering,
): Promise<boolean> {
  for (const delay of [0, ...retryDelaysMs]) {
    await sleep(delay, undefined, { signal })
    const attempt = await post(message, url, { signal, timeoutMs })
    onAttempt(attempt)
    if (attempt.status === null || attempt.status >= 500) continue
    return attempt.status >= 200 && attempt.status < 300
  }
  return false
}

export type Delivering = {
  retryDelaysMs: readonly number[]
  /** Ends everything, without another attempt. */
  signal: AbortSignal
  onAttempt: (attempt: Attempt) => void
  /** Default 15 s, as SNS has it. */
  timeoutMs?: number
}

async function post(
  message: SnsMessage,
  url: string,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<Attempt> {
  const startedAt = Date.now()
  const timeout = AbortSignal.timeout(timeoutMs)
  const attempt = (outcome: Pick<Attempt, "status" | "error">): Attempt => ({
    at: new Date(startedAt).toISOString(),
    durationMs: Date.now() - startedAt,
    ...outcome,
  })
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: message.headers,
      body: message.body,
      redirect: "manual",
      signal: AbortSignal.any([signal, timeout]),
    })
    await response.body?.cancel()
    return attempt({ status: response.status, error: null })
  } catch (error) {
    signal.throwIfAborted()
    const why = timeout.aborted ? `no answer within ${timeoutMs / 1000} s` : whyUnreachable(error)
    return attempt({ status: null, error: why })
  }
}

function whyUnreachable(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
