import { useQuery } from "@tanstack/react-query"
import { retrieveStatus } from "../api/setup"
import { queryKeys } from "./keys"
import { retryOnce } from "./retry"

const EVERY_MS = 30_000

/** How the set-up is; asked again now and then while somebody looks at it. */
export function useStatus() {
  return useQuery({
    queryKey: queryKeys.status,
    queryFn: ({ signal }) => retrieveStatus(signal),
    retry: retryOnce,
    staleTime: 0,
    refetchInterval: EVERY_MS,
  })
}
