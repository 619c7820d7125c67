import type { UseInfiniteQueryResult } from "@tanstack/react-query"
import { type ReactNode, useEffect, useRef, useState } from "react"
import { Failure } from "./failure"
import { Loading } from "./loading"
import { ShowMore } from "./show-more"

type PagedListProps<Item> = {
  list: { query: UseInfiniteQueryResult<unknown>; items: readonly Item[]; total: number }
  loadingLabel: string
  empty: ReactNode
  className?: string
  children: (item: Item, position: { isLast: boolean }) => ReactNode
}

/** A list that loads a page at a time, in whatever state it is. What "show more" adds gets the focus. */
export function PagedList<Item extends { id: string }>(props: PagedListProps<Item>) {
  const { query, items, total } = props.list
  const [focusAt, setFocusAt] = useState<number | null>(null)
  const added = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (focusAt !== null && items.length > focusAt) added.current?.focus()
  }, [focusAt, items.length])

  if (query.isPending) return <Loading label={props.loadingLabel} />
  if (query.isError && items.length === 0) {
    return <Failure error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
  }
  if (items.length === 0) return props.empty

  const showMore = () => {
    setFocusAt(items.length)
    void query.fetchNextPage()
  }
  const retry = () => (query.isFetchNextPageError ? showMore() : void query.refetch())
  return (
    <>
      <ul className={props.className}>
        {items.map((item, index) => (
          <li key={item.id} ref={index === focusAt ? added : undefined} tabIndex={-1} className="outline-none">
            {props.children(item, { isLast: index === items.length - 1 })}
          </li>
        ))}
      </ul>
      {query.isError && <Failure error={query.error} onRetry={retry} isRetrying={query.isFetching} />}
      {query.hasNextPage && !query.isError && (
        <ShowMore shown={items.length} total={total} isLoading={query.isFetchingNextPage} onShowMore={showMore} />
      )}
    </>
  )
}
