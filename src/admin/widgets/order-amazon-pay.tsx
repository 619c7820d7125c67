import { defineWidgetConfig } from "@medusajs/admin-sdk"

export { default } from "../../../admin/widgets/order-amazon-pay"

export const config = defineWidgetConfig({
  zone: "order.details.side",
  id: "medusa-payment-amazon-pay:order",
})
