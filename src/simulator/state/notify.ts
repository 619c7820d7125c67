import type { World } from "../world"
import type { ChargePermission } from "./charge-permissions"
import type { Charge } from "./charges"
import type { Refund } from "./refunds"

export type NotificationType = "STATE_CHANGE" | "ATTRIBUTE_CHANGE"

/**
 * Tells the merchant that a charge permission changed. Amazon does not say which type an update sends, so the mode
 * decides; a change of state can only be a `STATE_CHANGE`.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/set-up-instant-payment-notifications.html
 */
export function notifyOfChange(world: World, before: ChargePermission | null, after: ChargePermission): void {
  const stateChanged = before?.state !== after.state || before.reason !== after.reason
  for (const notificationType of typesFor(world, stateChanged, before !== null && attributesChanged(before, after))) {
    world.notifications.publish(after.merchantId, {
      objectType: "CHARGE_PERMISSION",
      objectId: after.chargePermissionId,
      chargePermissionId: after.chargePermissionId,
      notificationType,
    })
  }
}

/** Tells the merchant that a charge began or came into another state. */
export function notifyOfCharge(world: World, { merchantId, chargeId, chargePermissionId }: Charge): void {
  publishState(world, merchantId, "CHARGE", chargeId, chargePermissionId)
}

/** Tells the merchant that a refund began or ended. */
export function notifyOfRefund(world: World, { merchantId, refundId, chargePermissionId }: Refund): void {
  publishState(world, merchantId, "REFUND", refundId, chargePermissionId)
}

/** Tells the merchant that the buyer disputes a charge. What the dispute's id looks like is not documented. */
export function notifyOfChargeback(world: World, disputeId: string, { merchantId, chargePermissionId }: Charge): void {
  publishState(world, merchantId, "CHARGEBACK", disputeId, chargePermissionId)
}

function publishState(
  world: World,
  merchantId: string,
  objectType: "CHARGE" | "REFUND" | "CHARGEBACK",
  objectId: string,
  chargePermissionId: string,
): void {
  const notificationType: NotificationType = "STATE_CHANGE"
  world.notifications.publish(merchantId, { objectType, objectId, chargePermissionId, notificationType })
}

function typesFor(world: World, stateChanged: boolean, attributesDiffer: boolean): NotificationType[] {
  const mode = world.modes.updateNotifications
  if (mode === "none" || (!stateChanged && !attributesDiffer)) return []
  if (mode === "both") return attributesDiffer ? ["STATE_CHANGE", "ATTRIBUTE_CHANGE"] : ["STATE_CHANGE"]
  return stateChanged ? ["STATE_CHANGE"] : [mode]
}

function attributesChanged(before: ChargePermission, after: ChargePermission): boolean {
  return (
    before.card.cardId !== after.card.cardId ||
    before.descriptor !== after.descriptor ||
    before.productType !== after.productType ||
    before.shippingAddress?.addressId !== after.shippingAddress?.addressId
  )
}
