import { useInfiniteQuery } from "@tanstack/react-query"
import { listUpdates } from "../api/customer"
import { queryKeys } from "./keys"
import { nextPage, withoutRepeats } from "./paging"
import { retryOnce } from "./retry"

/** The update history of a customer, page by page, of which the first has `entries`. */
export function useUpdates(customerId: string, entries: number) {
  const query = useInfiniteQuery({
    queryKey: queryKeys.updates(customerId),
    queryFn: ({ pageParam, signal }) => listUpdates(customerId, pageParam, signal),
    initialPageParam: { limit: entries, offset: 0 },
    getNextPageParam: nextPage,
    retry: retryOnce,
    staleTime: 0,
  })
  const pages = query.data?.pages ?? []
  return { query, items: withoutRepeats(pages.map(({ updates }) => updates)), total: pages.at(-1)?.count ?? 0 }
}
