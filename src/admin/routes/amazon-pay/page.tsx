import { defineRouteConfig } from "@medusajs/admin-sdk"
import { CreditCard } from "@medusajs/icons"

export { default } from "../../../../admin/pages/updates/updates-page"

export const config = defineRouteConfig({
  label: "nav.amazonPay",
  translationNs: "amazonPay",
  icon: CreditCard,
})

export const handle = { breadcrumb: () => "Amazon Pay" }
