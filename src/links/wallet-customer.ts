import CustomerModule from "@medusajs/medusa/customer"
import { defineLink } from "@medusajs/framework/utils"
import AmazonPayModule from "../modules/amazon-pay"

/** Read-only: a wallet's customer. */
export default defineLink(
  { linkable: AmazonPayModule.linkable.amazonPayWallet, field: "customer_id" },
  CustomerModule.linkable.customer,
  { readOnly: true },
)
