import type { World } from "../world"
import { withdrawCharge, endCharge } from "./change-charge"
import { isDue } from "./due"
import { changeState } from "./effects"
import { endRefund } from "./refund"

/** Does what Amazon does by itself as time passes: pending authorizations, captures and refunds end, others expire. */
export function settleDue(world: World): void {
  for (const charge of world.charges.list()) {
    if (charge.end !== null && isDue(world, charge.endsAt)) endCharge(world, charge, charge.end)
  }
  for (const charge of world.charges.list()) {
    const isOpen = charge.state === "Authorized" || charge.state === "AuthorizationInitiated"
    if (isOpen && isDue(world, charge.expiresAt)) withdrawCharge(world, charge, "ExpiredUnused")
  }
  for (const refund of world.refunds.list()) {
    if (refund.state === "RefundInitiated" && isDue(world, refund.endsAt)) endRefund(world, refund, null)
  }
  for (const { chargePermissionId, expiresAt } of world.permissions.list()) {
    if (!isDue(world, expiresAt)) continue
    changeState(world, chargePermissionId, { state: "Closed", reason: "Expired", reasonDescription: null })
  }
}
