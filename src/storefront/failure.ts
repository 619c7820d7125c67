/** Everything that can keep a buyer from reaching Amazon's page, by stable code, in words for the buyer. */
export const FAILURES = {
  offline: "You seem to be offline. Check your connection and try again.",
  start_failed: "The update could not be started. Please try again.",
  start_timeout: "The store did not answer in time. Please try again.",
  invalid_checkout: "The store's answer could not be used. Please contact the store.",
  script_refused: "Amazon Pay was not loaded because its address is not trusted. Please contact the store.",
  script_blocked: "Amazon Pay could not be loaded. Turn off content blockers for this page and try again.",
  script_timeout: "Amazon Pay took too long to load. Please try again.",
  refused_by_amazon: "Amazon Pay did not accept the request. Please contact the store.",
  no_redirect: "Amazon's page did not open. Please try again.",
} as const

export type WalletUpdateFailureCode = keyof typeof FAILURES

/**
 * Why Amazon's page was not reached.
 *
 * `message` is English and for the buyer; translate by `code`. `cause` is for the store's developers: what `start` threw,
 * or the string Amazon's script threw.
 */
export class WalletUpdateError extends Error {
  override readonly name = "WalletUpdateError"
  readonly code: WalletUpdateFailureCode

  constructor(code: WalletUpdateFailureCode, cause?: unknown) {
    super(FAILURES[code], { cause })
    this.code = code
  }
}

const CONNECTION: readonly string[] = ["start_failed", "start_timeout", "script_blocked", "script_timeout"]

/** The failure as it should be told: a browser that knows it is offline explains every failed load. */
export function toFailure(code: WalletUpdateFailureCode, cause: unknown): WalletUpdateError {
  const failure = cause instanceof WalletUpdateError ? cause : new WalletUpdateError(code, cause)
  const offline = globalThis.navigator?.onLine === false && CONNECTION.includes(failure.code)
  return offline ? new WalletUpdateError("offline", failure) : failure
}

/** The HTTP status of an error, where it carries one (as the `FetchError` of `@medusajs/js-sdk` does). */
export function statusOf(error: unknown): number | null {
  const status: unknown = typeof error === "object" && error !== null && "status" in error ? error.status : null
  return typeof status === "number" ? status : null
}
