import { CHARGEABLE, type ChargePermission } from "../state/charge-permissions"
import { notifyOfChange } from "../state/notify"
import type { World } from "../world"
import type { ChargeRefusal } from "./declines"

/** What a decline does to the charge permission; any other leaves it chargeable, so that a second try may work. */
const EFFECTS: Readonly<Partial<Record<ChargeRefusal, Partial<ChargePermission>>>> = {
  HardDeclined: { state: "NonChargeable", reason: "PaymentMethodInvalid" },
  PaymentMethodNotAllowed: { state: "NonChargeable", reason: "PaymentMethodNotAllowed" },
  AmazonRejected: { state: "Closed", reason: "AmazonCanceled" },
}

/** @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile-setup/manage-payments-using-payment-method-on-file */
export function applyDecline(world: World, chargePermissionId: string, reasonCode: ChargeRefusal): void {
  const effect = EFFECTS[reasonCode]
  if (effect) changeState(world, chargePermissionId, { reasonDescription: null, ...effect })
}

/** While its authorization is pending, a charge permission is not charged again; by mode a saved wallet is. */
export function holdWhilePending(world: World, permission: ChargePermission): void {
  const isOneTime = permission.chargePermissionType === "OneTime"
  if (!isOneTime && !world.modes.pendingChargeBlocksWallet) return
  const held = { state: "NonChargeable", reason: "ChargeInProgress", reasonDescription: null } as const
  changeState(world, permission.chargePermissionId, held)
}

/** Makes a charge permission chargeable again once none of its authorizations is pending. */
export function releaseHold(world: World, chargePermissionId: string): void {
  const isHeld = world.permissions.get(chargePermissionId)?.reason === "ChargeInProgress"
  const isPending = world.charges.of(chargePermissionId).some(({ state }) => state === "AuthorizationInitiated")
  if (isHeld && !isPending) changeState(world, chargePermissionId, CHARGEABLE)
}

/** Changes a charge permission that is not closed for good, and tells the merchant. */
export function changeState(world: World, chargePermissionId: string, change: Partial<ChargePermission>): void {
  const before = world.permissions.get(chargePermissionId)
  if (!before || before.state === "Closed") return
  notifyOfChange(world, before, world.permissions.change(chargePermissionId, change))
}
