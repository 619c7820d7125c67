import type { AdminPaymentListResponse } from "../../src/contracts"
import { sdk } from "./client"

/** What Amazon has of an order's payments. */
export function listPayments(orderId: string, signal?: AbortSignal): Promise<AdminPaymentListResponse> {
  return sdk.client.fetch("/admin/amazon-pay/payments", { query: { order_id: orderId }, signal })
}
