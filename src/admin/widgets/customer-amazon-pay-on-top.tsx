import { defineWidgetConfig } from "@medusajs/admin-sdk"

export { default } from "../../../admin/widgets/customer-amazon-pay-on-top"

export const config = defineWidgetConfig({
  zone: "customer.details",
  id: "medusa-payment-amazon-pay:customer-on-top",
})
