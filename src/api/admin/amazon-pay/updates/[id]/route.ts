import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminUpdateResponse } from "../../../../../contracts"
import { toAdminNotification, toWalletUpdate } from "../../../../../modules/amazon-pay/presentation"
import { amazonPayOf, parameter } from "../../../../module"

/** One history entry with the notifications behind it. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AdminUpdateResponse>): Promise<void> {
  const amazonPay = amazonPayOf(req)
  const update = await amazonPay.retrieveUpdate(parameter(req, "id"))
  const notifications = await amazonPay.listNotificationsOf(update.id)
  res.json({ update: { ...toWalletUpdate(update), notifications: notifications.map(toAdminNotification) } })
}
