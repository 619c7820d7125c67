import CustomerModule from "@medusajs/medusa/customer"
import { defineLink } from "@medusajs/framework/utils"
import AmazonPayModule from "../modules/amazon-pay"

/** Read-only: a customer's update history. */
export default defineLink(
  { linkable: CustomerModule.linkable.customer, field: "id" },
  { ...AmazonPayModule.linkable.amazonPayUpdate.id, primaryKey: "customer_id" },
  { readOnly: true, isList: true },
)
