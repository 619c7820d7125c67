import CustomerModule from "@medusajs/medusa/customer"
import { defineLink } from "@medusajs/framework/utils"
import AmazonPayModule from "../modules/amazon-pay"

/**
 * Read-only: a customer's wallets, each with its history (`amazon_pay_wallets.updates`). The history has no link of its
 * own from the customer: in one query Medusa fetches two links from one record to one module as one, and would hand out
 * wallets as updates.
 */
export default defineLink(
  { linkable: CustomerModule.linkable.customer, field: "id" },
  { ...AmazonPayModule.linkable.amazonPayWallet.id, primaryKey: "customer_id" },
  { readOnly: true, isList: true },
)
