import { History } from "@medusajs/icons"
import { useTranslation } from "react-i18next"
import { useUpdates } from "../hooks/use-updates"
import { Notice } from "./notice"
import { PagedList } from "./paged-list"
import { Section } from "./section"
import { UpdateEntry } from "./update-entry"

/** What happened to a customer's wallets, newest first; `entries` are shown before anybody asks for more. */
export function UpdateHistory({ customerId, entries }: { customerId: string; entries: number }) {
  const { t } = useTranslation("amazonPay")
  const updates = useUpdates(customerId, entries)
  return (
    <Section title={t("history.title")}>
      <PagedList
        list={updates}
        loadingLabel={t("history.loading")}
        className="flex flex-col px-6 py-4"
        empty={
          <Notice
            icon={<History className="text-ui-fg-subtle" aria-hidden />}
            title={t("history.emptyTitle")}
            text={t("history.emptyText")}
          />
        }
      >
        {(update, { isLast }) => <UpdateEntry update={update} isLast={isLast} />}
      </PagedList>
    </Section>
  )
}
