import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { INBOX_WAKE_EVENT } from "../modules/amazon-pay/events/names"
import { beginToProcessNotifications } from "../workflows/begin-to-process-notifications"

/** Wakes the worker as soon as a notification is stored. */
export default async function wakeInbox({ container }: SubscriberArgs): Promise<void> {
  beginToProcessNotifications(container)
}

export const config: SubscriberConfig = {
  event: INBOX_WAKE_EVENT,
  context: { subscriberId: "amazon-pay-inbox" },
}
