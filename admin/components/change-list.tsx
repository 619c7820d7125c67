import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { WalletUpdate } from "../../src/contracts"
import { withoutChanges } from "../format/without-changes"
import { ChangeRow } from "./change-row"

/** What an entry changed in the wallet, or that it changed nothing. */
export function ChangeList({ update }: { update: WalletUpdate }) {
  const { t } = useTranslation("amazonPay")
  const { changes } = update
  if (changes.length === 0) {
    return (
      <Text size="small" leading="compact" className="text-ui-fg-subtle">
        {withoutChanges(update, t)}
      </Text>
    )
  }
  return (
    <dl
      aria-label={t("history.changes")}
      className="bg-ui-bg-subtle border-ui-border-base divide-ui-border-base divide-y rounded-md border"
    >
      {changes.map((change) => (
        <ChangeRow key={change.field} change={change} />
      ))}
    </dl>
  )
}
