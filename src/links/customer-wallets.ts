import CustomerModule from "@medusajs/medusa/customer"
import { defineLink } from "@medusajs/framework/utils"
import AmazonPayModule from "../modules/amazon-pay"

/** Read-only: a customer's wallets. */
export default defineLink(
  { linkable: CustomerModule.linkable.customer, field: "id" },
  { ...AmazonPayModule.linkable.amazonPayWallet.id, primaryKey: "customer_id" },
  { readOnly: true, isList: true },
)
