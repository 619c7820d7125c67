import { useQuery } from "@tanstack/react-query"
import { retrieveUpdate } from "../api/customer"
import { queryKeys } from "./keys"
import { retryOnce } from "./retry"

/** One history entry with the notifications behind it. */
export function useUpdate(updateId: string) {
  return useQuery({
    queryKey: queryKeys.update(updateId),
    queryFn: ({ signal }) => retrieveUpdate(updateId, signal),
    retry: retryOnce,
    staleTime: 0,
  })
}
