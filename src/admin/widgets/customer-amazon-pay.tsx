import { defineWidgetConfig } from "@medusajs/admin-sdk"

export { default } from "../../../admin/widgets/customer-amazon-pay"

export const config = defineWidgetConfig({
  zone: "customer.details.side",
  id: "medusa-payment-amazon-pay:customer",
})
