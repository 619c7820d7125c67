import { useInfiniteQuery } from "@tanstack/react-query"
import { listUpdates } from "../api/amazon-pay"
import { queryKeys } from "./keys"
import { FIRST_PAGE, nextPage, withoutRepeats } from "./paging"
import { retryOnce } from "./retry"

/** The update history of a customer, page by page. */
export function useUpdates(customerId: string) {
  const query = useInfiniteQuery({
    queryKey: queryKeys.updates(customerId),
    queryFn: ({ pageParam, signal }) => listUpdates(customerId, pageParam, signal),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
    retry: retryOnce,
    staleTime: 0,
  })
  const pages = query.data?.pages ?? []
  return { query, items: withoutRepeats(pages.map(({ updates }) => updates)), total: pages.at(-1)?.count ?? 0 }
}
