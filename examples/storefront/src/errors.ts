import { FetchError } from "@medusajs/js-sdk"
import { isLoggedOut, problemText, type StorefrontWords } from "medusa-payment-amazon-pay/storefront/react"

export { isLoggedOut }

export function isNotFound(error: unknown): boolean {
  return error instanceof FetchError && error.status === 404
}

/** The store will not do it, and says why. */
export function isRefused(error: unknown): boolean {
  return error instanceof FetchError && error.status === 400
}

/** What went wrong, in words for the customer. */
export function describeError(error: unknown, words: StorefrontWords): string {
  return problemText(error, words) || words.problems.unreachable
}
