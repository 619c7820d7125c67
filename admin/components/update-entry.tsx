import { clx, Heading, StatusBadge, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { WalletUpdate } from "../../src/contracts"
import { updateColor } from "../format/colors"
import { entryTitle } from "../format/entry-title"
import { ChangeList } from "./change-list"
import { EntryFooter } from "./entry-footer"
import { EntryReason } from "./entry-reason"
import { Moment } from "./moment"
import { TimelineMark } from "./timeline-mark"

/** One line of the history: what, how it ended, who, when, how we know, and what changed. */
export function UpdateEntry({ update, isLast }: { update: WalletUpdate; isLast: boolean }) {
  const { t } = useTranslation("amazonPay")
  return (
    <article data-testid="amazon-pay-update" className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-2">
      <TimelineMark isLast={isLast} />
      <div className={clx("flex flex-col gap-y-2", !isLast && "pb-6")}>
        <div className="flex flex-col gap-y-1">
          <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <Heading level="h3" className="txt-compact-small-plus">
              {entryTitle(update, t)}
            </Heading>
            <StatusBadge color={updateColor(update.status)}>{t(`updateStatus.${update.status}`)}</StatusBadge>
          </div>
          <Text size="small" leading="compact" className="text-ui-fg-subtle">
            {t(`initiatedBy.${update.initiated_by}`)} · <Moment iso={update.created_at} />
          </Text>
        </div>
        <EntryReason update={update} />
        <ChangeList update={update} />
        <EntryFooter update={update} />
      </div>
    </article>
  )
}
