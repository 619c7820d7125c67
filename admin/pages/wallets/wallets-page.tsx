import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { WALLET_STATUSES, type AdminListedWallet } from "../../../src/contracts"
import { listWallets, WALLET_FILTERS } from "../../api/wallets"
import { queryKeys } from "../../hooks/keys"
import { retryOnce } from "../../hooks/retry"
import { ChoiceFilter } from "../../listing/choice-filter"
import { useListLocation } from "../../listing/list-location"
import { ListPage } from "../../listing/list-page"
import { useWalletColumns } from "./columns"

/** Every customer's saved wallets; those that need their customer come first. */
export default function WalletsPage() {
  const { t } = useTranslation("amazonPay")
  const location = useListLocation(WALLET_FILTERS)
  const { search, chosen, cursor } = location
  const query = useQuery({
    queryKey: queryKeys.walletList({ search, chosen, cursor }),
    queryFn: ({ signal }) => listWallets(location, signal),
    placeholderData: keepPreviousData,
    retry: retryOnce,
    staleTime: 0,
  })
  const columns = useWalletColumns()
  return (
    <ListPage
      title={t("walletsPage.title")}
      lead={t("walletsPage.lead")}
      location={location}
      query={query}
      rowsOf={(answer): AdminListedWallet[] => answer.wallets}
      rowId={({ id }) => id}
      columns={columns}
      searchHint={t("walletsPage.searchHint")}
      filters={
        <ChoiceFilter
          location={location}
          name="status"
          label={t("updatesPage.status")}
          options={WALLET_STATUSES.map((value) => ({ value, label: t(`walletStatus.${value}`) }))}
        />
      }
      empty={{ title: t("walletsPage.emptyTitle"), text: t("walletsPage.emptyText") }}
    />
  )
}
