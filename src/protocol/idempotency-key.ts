import { createHash } from "node:crypto"

/**
 * A stable idempotency key for one deed at Amazon: the same parts give the same key in every process and on every try.
 * Amazon accepts at most 32 characters of `[A-Za-z0-9_-]`.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/idempotency.html
 */
export function idempotencyKey(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("|")).digest("base64url").slice(0, 32)
}
