import { FetchError } from "@medusajs/js-sdk"
import { WalletUpdateError } from "medusa-payment-amazon-pay/storefront"

export function isLoggedOut(error: unknown): boolean {
  return error instanceof FetchError && error.status === 401
}

/** What went wrong, in words for the customer. */
export function describeError(error: unknown): string {
  if (error instanceof WalletUpdateError) {
    return error.cause instanceof FetchError ? describeError(error.cause) : error.message
  }
  if (isLoggedOut(error)) return "You have been logged out. Log in and try again."
  if (error instanceof FetchError) return error.message || "The store could not answer. Please try again."
  if (error instanceof TypeError) return "The store cannot be reached. Check your connection and try again."
  return error instanceof Error ? error.message : "Something went wrong. Please try again."
}
