import type { TFunction } from "i18next"
import type { WalletUpdate } from "../../src/contracts"

/** What a history entry is about, in words. */
export function entryTitle({ update_type, initiated_by }: WalletUpdate, t: TFunction<"amazonPay">): string {
  if (update_type) return t(`updateType.${update_type}`)
  return t(initiated_by === "amazon" ? "history.changedAtAmazon" : "history.changedInStore")
}
