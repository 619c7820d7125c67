import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { OrderPayments } from "../components/order-payments"

const OURS = "pp_amazon-pay_"

/** On an order's page beside Medusa's own payments: what Amazon has of them. Not where nothing was paid with Amazon Pay. */
export default function OrderAmazonPayWidget({ data: order }: DetailWidgetProps<AdminOrder>) {
  if (!isPaidWithAmazonPay(order)) return null
  return <OrderPayments orderId={order.id} orderChangedAt={stateOf(order)} />
}

function isPaidWithAmazonPay({ payment_collections = [] }: AdminOrder): boolean {
  return payment_collections.some(({ payments = [], payment_sessions = [] }) =>
    [...payments, ...payment_sessions].some(({ provider_id }) => provider_id.startsWith(OURS)),
  )
}

/** Changes with whatever Medusa knows of the order's payments. */
function stateOf({ updated_at, payment_status, payment_collections = [] }: AdminOrder): string {
  const amounts = payment_collections.map(({ captured_amount, refunded_amount }) => [captured_amount, refunded_amount])
  return JSON.stringify([updated_at, payment_status, amounts])
}
