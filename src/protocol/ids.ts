const CHECKOUT_SESSION_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const CHARGE_PERMISSION_ID = /^[A-Z0-9]{3}-\d{7}-\d{7}$/

/**
 * A checkout session id as it comes from a browser: exactly one UUID, or nothing.
 *
 * @returns the id in lower case, or `null` for anything else, arrays included
 */
export function parseCheckoutSessionId(value: unknown): string | null {
  if (typeof value !== "string" || !CHECKOUT_SESSION_ID.test(value)) return null
  return value.toLowerCase()
}

/** Whether a text can be a charge permission id, checked before it becomes part of a URL. */
export function isChargePermissionId(value: unknown): value is string {
  return typeof value === "string" && CHARGE_PERMISSION_ID.test(value)
}

const CHARGE_ID = /^[A-Z0-9]{3}-\d{7}-\d{7}-C\d{6}$/
const REFUND_ID = /^[A-Z0-9]{3}-\d{7}-\d{7}-R\d{6}$/

/** Whether a text can be a charge's id, checked before it becomes part of a URL. */
export function isChargeId(value: unknown): value is string {
  return typeof value === "string" && CHARGE_ID.test(value)
}

/** Whether a text can be a refund's id, checked before it becomes part of a URL. */
export function isRefundId(value: unknown): value is string {
  return typeof value === "string" && REFUND_ID.test(value)
}
