import { useTranslation } from "react-i18next"
import { UPDATE_INITIATORS, UPDATE_SOURCES, UPDATE_STATUSES, UPDATE_TYPES } from "../../../src/contracts"
import { ChoiceFilter } from "../../listing/choice-filter"
import type { ListLocation } from "../../listing/list-location"
import { PeriodFilter } from "../../listing/period-filter"

/** What the list of updates can be narrowed by. */
export function UpdateFilters({ location }: { location: ListLocation }) {
  const { t } = useTranslation("amazonPay")
  const types = UPDATE_TYPES.map((value) => ({ value: value as string, label: t(`updateType.${value}`) }))
  return (
    <>
      <ChoiceFilter
        location={location}
        name="status"
        label={t("updatesPage.status")}
        options={UPDATE_STATUSES.map((value) => ({ value, label: t(`updateStatus.${value}`) }))}
      />
      <ChoiceFilter
        location={location}
        name="update_type"
        label={t("updatesPage.type")}
        options={[...types, { value: "none", label: t("updatesPage.ofItself") }]}
      />
      <ChoiceFilter
        location={location}
        name="initiated_by"
        label={t("updatesPage.startedBy")}
        options={UPDATE_INITIATORS.map((value) => ({ value, label: t(`initiatedBy.${value}`) }))}
      />
      <ChoiceFilter
        location={location}
        name="source"
        label={t("history.sources")}
        options={UPDATE_SOURCES.map((value) => ({ value, label: t(`source.${value}`) }))}
      />
      <PeriodFilter location={location} label={t("updatesPage.made")} />
    </>
  )
}
