import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import type { AdminPayment } from "../../src/contracts"
import { listPayments } from "../api/payments"
import { queryKeys } from "./keys"
import { retryOnce } from "./retry"

/** How often it is looked whether something has been settled. */
const LOOK_AGAIN_MS = 10_000

/**
 * An order's payments at Amazon. They are read again when the order changed, whenever something on the page was done or
 * failed, such as a capture, and while something is not settled.
 */
export function usePayments(orderId: string, orderChangedAt: string) {
  const client = useQueryClient()
  useEffect(
    () =>
      client.getMutationCache().subscribe((event) => {
        if (event.type !== "updated") return
        if (event.action.type !== "success" && event.action.type !== "error") return
        void client.invalidateQueries({ queryKey: queryKeys.payments(orderId) })
      }),
    [client, orderId],
  )
  return useQuery({
    queryKey: [...queryKeys.payments(orderId), orderChangedAt],
    queryFn: ({ signal }) => listPayments(orderId, signal),
    placeholderData: (before) => before,
    retry: retryOnce,
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => (state.data?.payments.some(isUnsettled) ? LOOK_AGAIN_MS : false),
  })
}

const UNSETTLED: ReadonlySet<string> = new Set(["outcome_unknown", "authorization_pending", "capture_pending"])

function isUnsettled({ state, movements }: AdminPayment): boolean {
  return (
    UNSETTLED.has(state) ||
    movements.some((each) => each.state === "unknown" || (each.state !== "declined" && !each.is_recorded))
  )
}
