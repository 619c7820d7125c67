import { CHANGE_FIELDS, type ChangeField, type WalletChange, type WalletStatus } from "../../../contracts"
import { isDeepStrictEqual } from "node:util"
import { walletStatus, type ChargePermission } from "../../../protocol"
import type { WalletEntity } from "../persistence/entities"

/** The part of a wallet that Amazon decides and whose changes are recorded. */
export type Snapshot = Pick<WalletEntity, ChangeField>

/** What a wallet is of which nothing of its buyer may be kept. */
export const NOTHING_OF_THE_BUYER = { payment_descriptor: null, shipping_address: null, billing_address: null } as const

/**
 * What a reading says about a wallet.
 *
 * A saved wallet that has an address is pay-and-ship; one that has none keeps the product type it was saved with, for
 * Amazon withholds addresses of closed permissions.
 */
export function snapshotOf(reading: ChargePermission, productType: WalletEntity["product_type"]): Snapshot {
  return {
    status: walletStatus(reading.state),
    reasons: [...reading.reasonCodes].sort(),
    payment_descriptor: reading.paymentDescriptor,
    shipping_address: reading.shippingAddress,
    billing_address: reading.billingAddress,
    product_type: reading.shippingAddress ? "pay_and_ship" : productType,
  }
}

/** What a wallet is after a reading. Amazon opens no closed wallet again: a reading that says so lags behind. */
export function snapshotAfter(wallet: Snapshot, reading: ChargePermission): Snapshot {
  if (wallet.status !== "closed" || walletStatus(reading.state) === "closed") {
    return snapshotOf(reading, wallet.product_type)
  }
  const { status, reasons, payment_descriptor, shipping_address, billing_address, product_type } = wallet
  return { status, reasons, payment_descriptor, shipping_address, billing_address, product_type }
}

/** Field by field what differs, in the order of {@link CHANGE_FIELDS}. */
export function differences(before: Snapshot, after: Snapshot): WalletChange[] {
  return CHANGE_FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field])).map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }))
}

/**
 * Joins later changes to earlier ones of the same history entry: per field the first `before` and the last `after`;
 * a field that came back to where it started is gone.
 */
export function joinChanges(earlier: readonly WalletChange[], later: readonly WalletChange[]): WalletChange[] {
  return CHANGE_FIELDS.flatMap((field) => {
    const first = earlier.find((change) => change.field === field)
    const last = later.find((change) => change.field === field)
    if (!first || !last) return first ?? last ?? []
    return isDeepStrictEqual(first.before, last.after) ? [] : { field, before: first.before, after: last.after }
  })
}

/** Whether the wallet went from one status to another in these changes. */
export function becameStatus(changes: readonly WalletChange[], status: WalletStatus): boolean {
  return changes.some((change) => change.field === "status" && change.after === status)
}
