import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { INBOX_WAKE_EVENT } from "../modules/amazon-pay/events/names"
import { processNotificationsWorkflow } from "../workflows/process-notifications"

/** Wakes the worker as soon as a notification is stored. */
export default async function wakeInbox({ container }: SubscriberArgs): Promise<void> {
  await processNotificationsWorkflow(container).run()
}

export const config: SubscriberConfig = {
  event: INBOX_WAKE_EVENT,
  context: { subscriberId: "amazon-pay-inbox" },
}
