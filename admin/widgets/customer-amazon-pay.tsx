import type { AdminCustomer, DetailWidgetProps } from "@medusajs/framework/types"
import { CustomerAmazonPay } from "../components/customer-amazon-pay"
import { useHasTwoColumns } from "../hooks/use-has-two-columns"

const ENTRIES = 5

/** On a customer's page with two columns: the second, at the height of the customer's own data. */
export default function CustomerAmazonPayWidget({ data }: DetailWidgetProps<AdminCustomer>) {
  if (!useHasTwoColumns()) return null
  return (
    <div className="flex w-full flex-col gap-y-3">
      <CustomerAmazonPay customerId={data.id} entries={ENTRIES} />
    </div>
  )
}
