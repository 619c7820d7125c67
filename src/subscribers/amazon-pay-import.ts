import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { IMPORT_WAKE_EVENT } from "../modules/amazon-pay/events/names"
import { beginToWorkImports } from "../workflows/import-wallets"

/** Begins to work an import off as soon as it is stored. */
export default async function wakeImports({ container }: SubscriberArgs): Promise<void> {
  beginToWorkImports(container)
}

export const config: SubscriberConfig = {
  event: IMPORT_WAKE_EVENT,
  context: { subscriberId: "amazon-pay-import" },
}
