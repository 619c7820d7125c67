import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminNotificationDetailResponse } from "../../../../../contracts"
import { toAdminNotification } from "../../../../../modules/amazon-pay/presentation"
import { amazonPayOf, parameter } from "../../../../module"

/** One notification with what SNS sent. */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminNotificationDetailResponse>,
): Promise<void> {
  const { notification, envelope } = await amazonPayOf(req).readNotification(parameter(req, "message_id"))
  res.json({ notification: { ...toAdminNotification(notification), envelope } })
}
