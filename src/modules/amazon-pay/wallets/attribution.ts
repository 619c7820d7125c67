import type { ChangeField, UpdateType, WalletChange } from "../../../contracts"

const FITTING_FIELDS: Readonly<Record<UpdateType, ReadonlySet<ChangeField>>> = {
  payment_method: new Set<ChangeField>(["payment_descriptor", "billing_address"]),
  shipping_address: new Set<ChangeField>(["shipping_address", "product_type"]),
  set_up: new Set<ChangeField>(),
}

/**
 * Splits changes into those a customer's update can have caused and those it cannot. A payment method update explains
 * another payment method, its billing address and a wallet that became chargeable again; an address update explains
 * another address. Everything else is Amazon's or somebody else's doing.
 */
export function attribute(
  changes: readonly WalletChange[],
  updateType: UpdateType,
): { fitting: WalletChange[]; others: WalletChange[] } {
  const healed = changes.some(isHealing)
  const fits = (change: WalletChange) =>
    FITTING_FIELDS[updateType].has(change.field) ||
    (updateType === "payment_method" && healed && (change.field === "status" || change.field === "reasons"))
  return { fitting: changes.filter(fits), others: changes.filter((change) => !fits(change)) }
}

function isHealing(change: WalletChange): boolean {
  return change.field === "status" && change.before === "non_chargeable" && change.after === "chargeable"
}
