import type { TFunction } from "i18next"
import type { WalletUpdate } from "../../src/contracts"
import { en } from "../i18n/en"
import { foreignText } from "./foreign-text"

type T = TFunction<"amazonPay">

/** Why a wallet is as it is, in words. Amazon's codes that this version does not know are named as they are. */
export function walletReason(code: string, t: T): string {
  return isWalletReason(code) ? t(`walletReason.${code}`) : unknownReason(code, t)
}

/** Why an update came out as it did, in words; `null` where nothing needs explaining. */
export function updateReason({ status, update_type, reason_code }: WalletUpdate, t: T): string | null {
  if (!reason_code) return status === "completed" ? null : t(`updateStatusHelp.${status}`)
  if (update_type === null) return walletReason(reason_code, t)
  return isUpdateReason(reason_code) ? t(`updateReason.${reason_code}`) : walletReason(reason_code, t)
}

function unknownReason(code: string, t: T): string {
  return t("unknownReason", { code: foreignText(code, 60) })
}

function isWalletReason(code: string): code is keyof typeof en.walletReason {
  return Object.hasOwn(en.walletReason, code)
}

function isUpdateReason(code: string): code is keyof typeof en.updateReason {
  return Object.hasOwn(en.updateReason, code)
}
