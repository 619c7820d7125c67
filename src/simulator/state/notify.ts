import type { World } from "../world"
import type { ChargePermission } from "./charge-permissions"

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
