import { AmazonPayError, type AmazonPayErrorCode } from "../protocol/errors"
import { objectOrNull, textOrNull } from "../protocol/read-json"

const MAX_RESPONSE_BYTES = 1024 * 1024
/** Statuses after which the same request can succeed. 408 is a lost reply: safe with the same idempotency key. */
const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([408, 425, 500, 502, 503, 504])

/**
 * Turns Amazon's answer into JSON or a typed error. Error pages of gateways never hide the status, and nothing of the
 * request gets into an error.
 *
 * @throws AmazonPayError
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/error-handling.html
 */
export async function readResponse(response: Response, operation: string): Promise<unknown> {
  const text = await readLimited(response)
  const json = parseOrUndefined(text)
  const requestId = response.headers.get("x-amz-pay-request-id") ?? undefined
  if (!response.ok) throw errorOf(response, json, operation, requestId)
  if (json === undefined) {
    throw new AmazonPayError("invalid_response", `Amazon answered ${operation} with something that is not JSON`, {
      status: response.status,
      requestId,
    })
  }
  return json
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_RESPONSE_BYTES) throw new AmazonPayError("invalid_response", "Amazon's answer is too large")
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString("utf8")
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorOf(response: Response, json: unknown, operation: string, requestId: string | undefined): AmazonPayError {
  const reasonCode = textOrNull(objectOrNull(json)?.reasonCode) ?? undefined
  const { status } = response
  return new AmazonPayError(codeOf(status), `Amazon answered ${operation} with ${status} ${reasonCode ?? ""}`.trim(), {
    status,
    reasonCode,
    requestId,
    retryAfterSeconds: retryAfterSeconds(response.headers.get("retry-after")),
  })
}

function codeOf(status: number): AmazonPayErrorCode {
  if (status === 429) return "throttled"
  if (RETRYABLE_STATUSES.has(status)) return "unavailable"
  return status < 400 ? "invalid_response" : "request_refused"
}

function retryAfterSeconds(header: string | null): number | undefined {
  if (header === null) return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(seconds, 0)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max((date - Date.now()) / 1000, 0)
}
