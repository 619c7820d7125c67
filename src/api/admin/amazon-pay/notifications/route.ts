import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminNotificationListResponse } from "../../../../contracts"
import { toAdminNotification } from "../../../../modules/amazon-pay/presentation"
import { amazonPayOf } from "../../../module"
import type { AdminNotificationsQuery } from "../../../validators"

/** The inbox, newest first. */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminNotificationListResponse>,
): Promise<void> {
  const { limit, offset, ...query } = req.validatedQuery as AdminNotificationsQuery
  const { notifications, count } = await amazonPayOf(req).listNotificationsPage(
    {
      status: query.status,
      topicArn: query.topic_arn,
      chargePermissionId: query.charge_permission_id,
      updateId: query.update_id,
    },
    { limit, offset },
  )
  res.json({ notifications: notifications.map(toAdminNotification), count, limit, offset })
}
