import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { Modules } from "@medusajs/framework/utils"

/** What the plugin tells of a new link. */
type UpdateLinkCreated = {
  id: string
  customer_id: string
  url: string
  update_type: "payment_method" | "shipping_address"
  expires_at: string
}

/** Mails a link to the customer it was made for, with whatever provider the notification module has for e-mail. */
export default async function mailUpdateLink({
  event: { data: link },
  container,
}: SubscriberArgs<UpdateLinkCreated>): Promise<void> {
  const customer = await container
    .resolve(Modules.CUSTOMER)
    .retrieveCustomer(link.customer_id, { select: ["email", "first_name"] })
  await container.resolve(Modules.NOTIFICATION).createNotifications({
    to: customer.email,
    channel: "email",
    template: "amazon-pay-update-link",
    // An event may come twice; a mail does not.
    idempotency_key: `amazon-pay-update-link-${link.id}`,
    trigger_type: "amazon-pay.update_link.created",
    resource_type: "amazon_pay_update_link",
    resource_id: link.id,
    receiver_id: link.customer_id,
    data: {
      first_name: customer.first_name,
      url: link.url,
      update_type: link.update_type,
      expires_at: link.expires_at,
    },
  })
}

export const config: SubscriberConfig = { event: "amazon-pay.update_link.created" }
