import type { MedusaContainer } from "@medusajs/framework/types"
import { failureInWords } from "../modules/amazon-pay/telemetry/failures"
import { say } from "../modules/amazon-pay/telemetry/say"
import { processNotificationsWorkflow } from "./process-notifications"

/**
 * Begins to work the inbox off and does not wait for the end: a backlog takes minutes, and Medusa's Redis queues hand a
 * process one event and one job at a time, those of the whole store.
 */
export function beginToProcessNotifications(container: MedusaContainer): void {
  const logger = container.resolve("logger")
  processNotificationsWorkflow(container)
    .run()
    .catch((error: unknown) => say(logger, "error", "the inbox could not be worked off", failureInWords(error)))
}
