import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { AdminUpdate } from "../../../src/contracts"
import { listUpdates, UPDATE_FILTERS } from "../../api/updates"
import { queryKeys } from "../../hooks/keys"
import { retryOnce } from "../../hooks/retry"
import { useListLocation } from "../../listing/list-location"
import { ListPage } from "../../listing/list-page"
import { useUpdateColumns } from "./columns"
import { ExportButton } from "./export-button"
import { UpdateFilters } from "./filters"
import { OutcomeChart } from "./outcome-chart"

/** Every customer's wallet updates: search, filters, chart, table, export. */
export default function UpdatesPage() {
  const { t } = useTranslation("amazonPay")
  const location = useListLocation(UPDATE_FILTERS)
  const { search, chosen, cursor } = location
  const query = useQuery({
    queryKey: queryKeys.updateList({ search, chosen, cursor }),
    queryFn: ({ signal }) => listUpdates(location, signal),
    placeholderData: keepPreviousData,
    retry: retryOnce,
    staleTime: 0,
  })
  const columns = useUpdateColumns()
  return (
    <div className="flex flex-col gap-y-3">
      <ListPage
        title={t("updatesPage.title")}
        lead={t("updatesPage.lead")}
        location={location}
        query={query}
        rowsOf={(answer): AdminUpdate[] => answer.updates}
        rowId={({ id }) => id}
        columns={columns}
        searchHint={t("updatesPage.searchHint")}
        filters={<UpdateFilters location={location} />}
        actions={<ExportButton location={location} />}
        empty={{ title: t("updatesPage.emptyTitle"), text: t("updatesPage.emptyText") }}
      />
      <OutcomeChart location={location} />
    </div>
  )
}
