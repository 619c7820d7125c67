import { randomBytes, randomInt, randomUUID } from "node:crypto"

/** E.g. `B02-1234567-1234567`. */
export function newChargePermissionId(prefix: string): string {
  return `${prefix}-${sevenDigits()}-${sevenDigits()}`
}

/**
 * E.g. `B02-1234567-1234567-C123456`.
 *
 * @param letter C for a charge, R for a refund
 */
export function newPaymentId(chargePermissionId: string, letter: "C" | "R", isTaken: (id: string) => boolean): string {
  for (;;) {
    const id = `${chargePermissionId}-${letter}${String(randomInt(1_000_000)).padStart(6, "0")}`
    if (!isTaken(id)) return id
  }
}

/** A UUID, as every checkout session id is. */
export function newCheckoutSessionId(): string {
  return randomUUID()
}

export function newBuyerId(): string {
  return `amzn1.account.${randomBytes(14).toString("hex").toUpperCase()}`
}

/** An opaque id for things Amazon never names to a merchant, and for links nobody may guess. */
export function newOpaqueId(): string {
  return randomBytes(16).toString("hex")
}

export function newRequestId(): string {
  return randomUUID()
}

function sevenDigits(): string {
  return String(randomInt(10_000_000)).padStart(7, "0")
}
