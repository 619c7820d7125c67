import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminNotificationResponse } from "../../../../../../contracts"
import { toAdminNotification } from "../../../../../../modules/amazon-pay/presentation"
import { wakeInbox } from "../../../../../inbox"
import { amazonPayOf, parameter } from "../../../../../module"

/** Puts one notification that failed, died or matched nothing back into the queue. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminNotificationResponse>,
): Promise<void> {
  const notification = await amazonPayOf(req).replayNotification(parameter(req, "message_id"))
  wakeInbox(req)
  res.json({ notification: toAdminNotification(notification) })
}
