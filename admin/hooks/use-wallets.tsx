import { useInfiniteQuery } from "@tanstack/react-query"
import { listWallets } from "../api/customer"
import { queryKeys } from "./keys"
import { FIRST_PAGE, nextPage, withoutRepeats } from "./paging"
import { retryOnce } from "./retry"

/** Saved wallets of a customer, page by page. */
export function useWallets(customerId: string) {
  const query = useInfiniteQuery({
    queryKey: queryKeys.wallets(customerId),
    queryFn: ({ pageParam, signal }) => listWallets(customerId, pageParam, signal),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
    retry: retryOnce,
    staleTime: 0,
  })
  const pages = query.data?.pages ?? []
  return { query, items: withoutRepeats(pages.map(({ wallets }) => wallets)), total: pages.at(-1)?.count ?? 0 }
}
