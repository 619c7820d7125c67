/** Why something Amazon-shaped was refused or failed. Stable: part of the public surface. */
export type AmazonPayErrorCode =
  /** Our input cannot be turned into a valid request or payload. */
  | "invalid_input"
  /** Amazon answered something that is not what its documentation promises. */
  | "invalid_response"
  /** Amazon refused the request with one of its reason codes (see `reasonCode`). */
  | "request_refused"
  /** Amazon asked to slow down, or our own budget for the operation is spent. */
  | "throttled"
  /** Amazon could not be reached, or answered 408, 425 or 5xx. */
  | "unavailable"
  /** No answer within the time budget. */
  | "timeout"
  /** A notification is not shaped like an SNS message. */
  | "sns_malformed"
  /** A notification is well formed and not authentic, or not meant for us. */
  | "sns_refused"
  /** The signing certificate could not be fetched just now. */
  | "sns_certificate_unavailable"

export type AmazonPayErrorDetails = {
  /** HTTP status of Amazon's answer, if there was one. */
  status?: number
  /** Amazon's own `reasonCode`, e.g. `InvalidCheckoutSessionStatus`; of a `sns_refused` what about it is refused. */
  reasonCode?: string
  /** `x-amz-pay-request-id` of Amazon's answer, to name in a support case. */
  requestId?: string
  /** Seconds Amazon asked us to wait. */
  retryAfterSeconds?: number
  cause?: unknown
}

/** Codes for which trying again later can help. */
const RETRYABLE: ReadonlySet<AmazonPayErrorCode> = new Set([
  "throttled",
  "unavailable",
  "timeout",
  "sns_certificate_unavailable",
])

/** Anything that goes wrong between us and Amazon. Never carries keys, signatures or buyer data. */
export class AmazonPayError extends Error {
  override readonly name = "AmazonPayError"
  readonly status?: number
  readonly reasonCode?: string
  readonly requestId?: string
  readonly retryAfterSeconds?: number

  constructor(
    readonly code: AmazonPayErrorCode,
    message: string,
    details: AmazonPayErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.status = details.status
    this.reasonCode = details.reasonCode
    this.requestId = details.requestId
    this.retryAfterSeconds = details.retryAfterSeconds
  }

  /** Whether the same call can succeed later without anybody changing anything. */
  get retryable(): boolean {
    return RETRYABLE.has(this.code)
  }
}
