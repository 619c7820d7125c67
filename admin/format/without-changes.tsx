import type { TFunction } from "i18next"
import type { UpdateStatus, WalletUpdate } from "../../src/contracts"

/** Updates that can still bring changes. */
const OPEN: ReadonlySet<UpdateStatus> = new Set(["started", "pending"])

/** What to say about an entry that has no changes: there were none, or they are no longer kept. */
export function withoutChanges({ update_type, status }: WalletUpdate, t: TFunction<"amazonPay">): string {
  if (OPEN.has(status)) return t("history.noChangesYet")
  const saved = update_type === "set_up" && status === "completed"
  return t(saved ? "history.walletSaved" : "history.noChanges")
}
