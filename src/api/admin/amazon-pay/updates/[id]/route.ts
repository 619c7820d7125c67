import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminUpdateResponse } from "../../../../../contracts"
import { toAdminNotification, toWalletUpdate } from "../../../../../modules/amazon-pay/presentation"
import { customerEmails } from "../../../../customers"
import { amazonPayOf, parameter } from "../../../../module"

/** One history entry with the notifications behind it. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AdminUpdateResponse>): Promise<void> {
  const amazonPay = amazonPayOf(req)
  const update = await amazonPay.retrieveUpdate(parameter(req, "id"))
  const [notifications, emails] = await Promise.all([
    amazonPay.listNotificationsOf(update.id),
    customerEmails(req, [update.customer_id]),
  ])
  res.json({
    update: {
      ...toWalletUpdate(update),
      customer_email: emails.get(update.customer_id) ?? null,
      notifications: notifications.map(toAdminNotification),
    },
  })
}
