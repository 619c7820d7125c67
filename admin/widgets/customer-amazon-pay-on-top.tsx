import type { AdminCustomer, DetailWidgetProps } from "@medusajs/framework/types"
import { CustomerAmazonPay } from "../components/customer-amazon-pay"
import { useHasTwoColumns } from "../hooks/use-has-two-columns"

const NEWEST_ENTRY = 1

/**
 * On a customer's page with one column, as on a phone: at its top, and short. Every zone for widgets comes after Metadata and
 * JSON there, whatever it is called.
 *
 * @see https://docs.medusajs.com/resources/admin-widget-injection-zones
 */
export default function CustomerAmazonPayOnTop({ data }: DetailWidgetProps<AdminCustomer>) {
  if (useHasTwoColumns()) return null
  return (
    <div className="order-first flex w-full flex-col gap-y-3">
      <CustomerAmazonPay customerId={data.id} entries={NEWEST_ENTRY} />
    </div>
  )
}
