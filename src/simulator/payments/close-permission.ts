import type { ClosedReason } from "../state/charge-permissions"
import type { World } from "../world"
import { withdrawCharge } from "./change-charge"
import { changeState } from "./effects"

/** Ends a charge permission for good. What is authorized can still be captured, unless the merchant cancels it too. */
export function closePermission(
  world: World,
  chargePermissionId: string,
  close: { reason: ClosedReason; reasonDescription: string; cancelsCharges: boolean },
): void {
  const { reason, reasonDescription, cancelsCharges } = close
  changeState(world, chargePermissionId, { state: "Closed", reason, reasonDescription })
  if (cancelsCharges) cancelOpenCharges(world, chargePermissionId)
}

/** Ends every charge of a permission that is not captured. */
export function cancelOpenCharges(world: World, chargePermissionId: string): void {
  for (const charge of world.charges.of(chargePermissionId)) {
    const isOpen = charge.state === "AuthorizationInitiated" || charge.state === "Authorized"
    if (isOpen) withdrawCharge(world, charge, "ChargePermissionCanceled")
  }
}
