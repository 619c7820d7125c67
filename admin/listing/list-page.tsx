import { Button, Container, DataTable, Heading, Text, useDataTable } from "@medusajs/ui"
import type { UseQueryResult } from "@tanstack/react-query"
import { type ReactNode, useId } from "react"
import { useTranslation } from "react-i18next"
import { Failure } from "../components/failure"
import { Notice } from "../components/notice"
import type { ListLocation } from "./list-location"
import { Pager } from "./pager"
import { SearchField } from "./search-field"

type TableOptions<Row> = Parameters<typeof useDataTable<Row>>[0]

type ListPageProps<Row, Answer> = {
  title: string
  /** What the list is for, in a sentence. */
  lead: string
  location: ListLocation
  query: UseQueryResult<Answer & { next_cursor?: string | null }>
  rowsOf: (answer: Answer) => Row[]
  rowId: (row: Row) => string
  columns: TableOptions<Row>["columns"]
  searchHint: string
  filters: ReactNode
  empty: { title: string; text: string }
  /** Buttons beside the title. */
  actions?: ReactNode
  selection?: Pick<TableOptions<Row>, "rowSelection" | "commands">
}

/** A list that fills a page: title, search, filters, table and pager, in whatever state it is. */
export function ListPage<Row, Answer>(props: ListPageProps<Row, Answer>) {
  const { location, query } = props
  const titleId = useId()
  const isFiltered = location.search !== "" || Object.values(location.chosen).some((values) => values.length > 0)
  return (
    <Container className="overflow-hidden p-0" role="region" aria-labelledby={titleId}>
      <div className="flex flex-wrap items-start justify-between gap-4 px-6 py-4">
        <div className="flex flex-col gap-y-1">
          <Heading level="h1" id={titleId}>
            {props.title}
          </Heading>
          <Text size="small" className="text-ui-fg-subtle text-pretty">
            {props.lead}
          </Text>
        </div>
        {props.actions && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t px-6 py-4">
        <SearchField location={location} hint={props.searchHint} />
        {props.filters}
        {isFiltered && <ClearFilters location={location} />}
      </div>
      {query.isError ? <Unanswered {...props} /> : <Rows {...props} isFiltered={isFiltered} />}
    </Container>
  )
}

function ClearFilters({ location }: { location: ListLocation }) {
  const { t } = useTranslation("amazonPay")
  return (
    <Button size="small" variant="transparent" onClick={location.clear}>
      {t("listing.clear")}
    </Button>
  )
}

function Rows<Row, Answer>(props: ListPageProps<Row, Answer> & { isFiltered: boolean }) {
  const { t } = useTranslation("amazonPay")
  const { query, location } = props
  const rows = query.data ? props.rowsOf(query.data) : []
  const table = useDataTable<Row>({
    data: rows,
    columns: props.columns,
    getRowId: props.rowId,
    isLoading: query.isPending,
    ...props.selection,
  })
  if (query.data && rows.length === 0) {
    const empty = props.isFiltered ? { title: t("listing.noneTitle"), text: t("listing.noneText") } : props.empty
    return (
      <div className="border-t">
        <Notice {...empty} />
      </div>
    )
  }
  return (
    <div aria-busy={query.isFetching}>
      <DataTable instance={table}>
        <DataTable.Table />
        {props.selection?.commands && <DataTable.CommandBar />}
      </DataTable>
      <Pager location={location} nextCursor={query.data?.next_cursor ?? null} />
    </div>
  )
}

/** A cursor that the store does not take any more has one way out: the beginning. */
function Unanswered<Row, Answer>({ query, location }: ListPageProps<Row, Answer>) {
  const { t } = useTranslation("amazonPay")
  const isBadRequest = query.error !== null && "status" in query.error && query.error.status === 400
  if (!location.cursor || !isBadRequest) {
    return <Failure error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
  }
  return (
    <div role="alert" className="flex flex-col items-center border-t pb-8">
      <Notice title={t("listing.wrongLink")} text={t("listing.wrongLinkText")} />
      <Button size="small" variant="secondary" onClick={location.goToFirst}>
        {t("listing.startAgain")}
      </Button>
    </div>
  )
}
