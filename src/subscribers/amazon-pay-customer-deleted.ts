import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { eraseCustomerWorkflow } from "../workflows/erase-customer"

/** A customer who is gone leaves no wallet behind. */
export default async function eraseDeletedCustomer({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await eraseCustomerWorkflow(container).run({ input: { customer_id: event.data.id } })
}

export const config: SubscriberConfig = {
  event: "customer.deleted",
  context: { subscriberId: "amazon-pay-customer-deleted" },
}
