import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminNotificationCursorResponse, AdminNotificationListResponse } from "../../../../contracts"
import { toAdminNotification } from "../../../../modules/amazon-pay/presentation"
import { amazonPayOf } from "../../../module"
import type { AdminNotificationsQuery } from "../../../validators"

/** The inbox, newest first. With `cursor` the answer has `next_cursor` and no `count`. */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminNotificationListResponse | AdminNotificationCursorResponse>,
): Promise<void> {
  const { limit, offset = 0, cursor, ...query } = req.validatedQuery as AdminNotificationsQuery
  const amazonPay = amazonPayOf(req)
  const filters = {
    status: query.status,
    topicArn: query.topic_arn,
    chargePermissionId: query.charge_permission_id,
    updateId: query.update_id,
    objectType: query.object_type,
    q: query.q,
  }
  if (cursor !== undefined) {
    const { notifications, nextCursor } = await amazonPay.listNotificationsAfter(filters, { limit, cursor })
    res.json({ notifications: notifications.map(toAdminNotification), limit, next_cursor: nextCursor })
    return
  }
  const { notifications, count } = await amazonPay.listNotificationsPage(filters, { limit, offset })
  res.json({ notifications: notifications.map(toAdminNotification), count, limit, offset })
}
