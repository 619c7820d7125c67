import { Violation } from "../schema"

/**
 * Amazon Pay's error codes and the status each comes with.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/error-handling.html
 */
const STATUS_OF = {
  InvalidHeaderValue: 400,
  InvalidRequest: 400,
  InvalidParameterValue: 400,
  InvalidRequestFormat: 400,
  MissingHeader: 400,
  MissingHeaderValue: 400,
  MissingParameterValue: 400,
  UnrecognizedField: 400,
  InvalidSandboxSimulationSpecified: 400,
  DuplicateIdempotencyKey: 400,
  InvalidParameterCombination: 400,
  CurrencyMismatch: 400,
  InvalidAPIVersion: 400,
  TransactionAmountExceeded: 400,
  PeriodicAmountExceeded: 400,
  UnauthorizedAccess: 401,
  InvalidAuthentication: 403,
  InvalidAccountStatus: 403,
  InvalidRequestSignature: 403,
  ResourceNotFound: 404,
  UnsupportedOperation: 405,
  RequestNotSupported: 405,
  RequestTimeout: 408,
  AmountMismatch: 409,
  InvalidChargePermissionStatus: 422,
  InvalidCheckoutSessionStatus: 422,
  CheckoutSessionCanceled: 422,
  ChargePermissionNotModifiable: 422,
  InvalidChargeStatus: 422,
  SoftDeclined: 422,
  HardDeclined: 422,
  AmazonRejected: 422,
  TransactionTimedOut: 422,
  PaymentMethodNotAllowed: 422,
  MFANotCompleted: 422,
  TooManyRequests: 429,
  InternalServerError: 500,
  ProcessingFailure: 500,
  ServiceUnavailable: 503,
} as const

export type ReasonCode = keyof typeof STATUS_OF

/** A request that Amazon refuses. */
export class ApiError extends Error {
  override readonly name = "ApiError"
  readonly status: number

  constructor(
    readonly reasonCode: ReasonCode,
    message: string,
  ) {
    super(message)
    this.status = STATUS_OF[reasonCode]
  }
}

/** The code Amazon would most likely send with a status. */
export function reasonCodeFor(status: number): ReasonCode {
  const found = Object.entries(STATUS_OF).find(([, of]) => of === status)
  if (found) return found[0] as ReasonCode
  return status >= 500 ? "InternalServerError" : "InvalidRequest"
}

/**
 * A refusal in Amazon's words.
 *
 * @throws whatever is no refusal but a defect
 */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof Violation) return new ApiError(error.reasonCode, error.message)
  throw error
}
