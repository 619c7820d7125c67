import CustomerModule from "@medusajs/medusa/customer"
import { defineLink } from "@medusajs/framework/utils"
import AmazonPayModule from "../modules/amazon-pay"

/** Read-only: the customer a history entry is about. */
export default defineLink(
  { linkable: AmazonPayModule.linkable.amazonPayUpdate, field: "customer_id" },
  CustomerModule.linkable.customer,
  { readOnly: true },
)
