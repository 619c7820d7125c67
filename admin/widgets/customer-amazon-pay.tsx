import type { AdminCustomer, DetailWidgetProps } from "@medusajs/framework/types"
import { UpdateHistory } from "../components/update-history"
import { WalletList } from "../components/wallet-list"

/** A customer's saved wallets and what happened to them, on the customer's page. */
export default function CustomerAmazonPayWidget({ data }: DetailWidgetProps<AdminCustomer>) {
  return (
    <div className="flex w-full flex-col gap-y-3">
      <WalletList customerId={data.id} />
      <UpdateHistory customerId={data.id} />
    </div>
  )
}
