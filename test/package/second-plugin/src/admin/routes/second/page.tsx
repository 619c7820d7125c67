import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Star } from "@medusajs/icons"
import { Container, Heading } from "@medusajs/ui"

/** A page of somebody else's plugin in the sidebar. */
export default function LoyaltyPage() {
  return (
    <Container>
      <Heading level="h1">Loyalty programme</Heading>
    </Container>
  )
}

export const config = defineRouteConfig({ label: "Loyalty programme", icon: Star })
