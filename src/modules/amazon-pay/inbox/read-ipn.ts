import { AmazonPayError, isUnderstood, parseIpnMessage, type IpnMessage } from "../../../protocol"
import type { NotificationEntity } from "../persistence/entities"

/** What a notification's text says, as the inbox keeps it. */
export type Said = Pick<
  NotificationEntity,
  "notification_id" | "notification_type" | "object_type" | "object_id" | "charge_permission_id"
>

export type ReadIpn = {
  /** The merchant it names; `null` for a text that is no IPN at all. */
  merchantId: string | null
  said: Said
  /** Why nothing may be done about it, or `null`. Nothing of such a text is kept but the text. */
  problem: string | null
}

const NOTHING: Said = {
  notification_id: null,
  notification_type: null,
  object_type: null,
  object_id: null,
  charge_permission_id: "",
}

/** Reads the text of an authentic notification as far as it can be understood. */
export function readIpn(text: string): ReadIpn {
  const message = parsed(text)
  if (!message) return { merchantId: null, said: NOTHING, problem: "the text is not an Amazon Pay IPN" }
  const { merchantId, version } = message
  if (!isUnderstood(message)) return { merchantId, said: NOTHING, problem: `unknown notification version ${version}` }
  return {
    merchantId,
    said: {
      notification_id: message.notificationId,
      notification_type: message.notificationType,
      object_type: message.objectType,
      object_id: message.objectId,
      charge_permission_id: message.chargePermissionId ?? "",
    },
    problem: null,
  }
}

function parsed(text: string): IpnMessage | null {
  try {
    return parseIpnMessage(text)
  } catch (error) {
    if (error instanceof AmazonPayError) return null
    throw error
  }
}
