import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { WalletUpdate } from "../../src/contracts"
import { updateReason } from "../format/reason"

/** Why an entry came out as it did, unless its changes say so already. */
export function EntryReason({ update }: { update: WalletUpdate }) {
  const { t } = useTranslation("amazonPay")
  const reason = isAmongChanges(update) ? null : updateReason(update, t)
  if (!reason) return null
  return (
    <Text size="small" className="text-ui-fg-base text-pretty [overflow-wrap:anywhere]">
      {reason}
    </Text>
  )
}

function isAmongChanges({ changes, reason_code }: WalletUpdate): boolean {
  return changes.some(
    ({ field, after }) =>
      field === "reasons" && Array.isArray(after) && reason_code !== null && after.includes(reason_code),
  )
}
