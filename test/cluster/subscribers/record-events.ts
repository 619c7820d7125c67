import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** Writes down what reached a subscriber of the store, and in which process. */
export default async function recordEvent({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  await container
    .resolve(ContainerRegistrationKeys.PG_CONNECTION)
    .raw("insert into test_event (name, data, process) values (?, ?, current_setting('application_name'))", [
      event.name,
      JSON.stringify(event.data),
    ])
}

export const config: SubscriberConfig = {
  event: ["amazon-pay.wallet.updated", "customer.created"],
  context: { subscriberId: "record-events" },
}
