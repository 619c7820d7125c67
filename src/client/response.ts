import { AmazonPayError, type AmazonPayErrorCode } from "../protocol/errors"
import { objectOrNull, textOrNull } from "../protocol/read-json"
import { readLimited } from "./read-limited"

const MAX_RESPONSE_BYTES = 1024 * 1024
/** Statuses below 500 after which the same request can succeed. 408 is a lost reply: safe with the same idempotency key. */
const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([408, 425])
/** What a reason code or a request id of Amazon's looks like; nothing else of an answer gets into messages and logs. */
const PLAIN = /^[\w.:=+/-]{1,128}$/

/**
 * Turns Amazon's answer into JSON or a typed error. Error pages of gateways never hide the status, and nothing of the
 * request gets into an error.
 *
 * @throws AmazonPayError
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/error-handling.html
 */
export async function readResponse(response: Response, operation: string): Promise<unknown> {
  if (!response.ok) throw await errorOf(response, operation)
  const text = await readLimited(response, MAX_RESPONSE_BYTES)
  const json = text === null ? undefined : parseOrUndefined(text)
  if (json !== undefined) return json
  const what = text === null ? "too much" : "something that is not JSON"
  throw new AmazonPayError("invalid_response", `Amazon answered ${operation} with ${what}`, {
    status: response.status,
    requestId: requestIdOf(response),
  })
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function errorOf(response: Response, operation: string): Promise<AmazonPayError> {
  const { status } = response
  const reasonCode = await reasonCodeOf(response)
  return new AmazonPayError(
    codeOf(status, reasonCode),
    `Amazon answered ${operation} with ${status} ${reasonCode ?? ""}`.trim(),
    {
      status,
      reasonCode,
      requestId: requestIdOf(response),
      retryAfterSeconds: retryAfterSeconds(response.headers.get("retry-after")),
    },
  )
}

/** The status stands whatever becomes of the body: cut off, endless, or no JSON. */
async function reasonCodeOf(response: Response): Promise<string | undefined> {
  const text = await readLimited(response, MAX_RESPONSE_BYTES).catch(() => null)
  return plainOrUndefined(objectOrNull(parseOrUndefined(text ?? ""))?.reasonCode)
}

/** Amazon's id of the request, to name in a support case. */
export function requestIdOf(response: Response): string | undefined {
  return plainOrUndefined(response.headers.get("x-amz-pay-request-id"))
}

function plainOrUndefined(value: unknown): string | undefined {
  const text = textOrNull(value)
  return text !== null && PLAIN.test(text) ? text : undefined
}

/** A decision that comes with a status of the server's failures: the same request gets the same answer again. */
const DECIDED = "ProcessingFailure"

function codeOf(status: number, reasonCode: string | undefined): AmazonPayErrorCode {
  if (reasonCode === DECIDED) return "request_refused"
  if (status === 429) return "throttled"
  if (status >= 500 || RETRYABLE_STATUSES.has(status)) return "unavailable"
  return status < 400 ? "invalid_response" : "request_refused"
}

function retryAfterSeconds(header: string | null): number | undefined {
  if (header === null) return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(seconds, 0)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max((date - Date.now()) / 1000, 0)
}
