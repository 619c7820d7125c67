import type { AdminNotification } from "../../src/contracts"

/** A notification in Amazon's own terms, e.g. `CHARGE_PERMISSION · STATE_CHANGE`. */
export function notificationTitle({ object_type, notification_type, message_id }: AdminNotification): string {
  return [object_type, notification_type].filter(Boolean).join(" · ") || message_id
}
