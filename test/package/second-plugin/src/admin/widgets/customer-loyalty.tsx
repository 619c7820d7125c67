import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Badge, Container, Heading } from "@medusajs/ui"

/** A card of somebody else's plugin, beside the wallets. */
export default function CustomerLoyalty() {
  return (
    <Container className="flex items-center justify-between" role="region" aria-label="Loyalty">
      <Heading level="h2">Loyalty</Heading>
      <Badge color="purple">Gold</Badge>
    </Container>
  )
}

export const config = defineWidgetConfig({ zone: "customer.details.side", id: "medusa-second-plugin:loyalty" })
