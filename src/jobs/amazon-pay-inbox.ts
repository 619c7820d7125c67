import type { MedusaContainer } from "@medusajs/framework/types"
import { beginToProcessNotifications } from "../workflows/begin-to-process-notifications"

/** Finds what an event did not wake anybody for: failed, delayed or orphaned notifications, and unsent events. */
export default async function workInbox(container: MedusaContainer): Promise<void> {
  beginToProcessNotifications(container)
}

export const config = { name: "amazon-pay-inbox", schedule: "* * * * *" }
