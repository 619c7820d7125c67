import type { TFunction } from "i18next"
import type { AdminPayment, PaymentState } from "../../src/contracts"
import { en } from "../i18n/en"
import { foreignText } from "./foreign-text"

type T = TFunction<"amazonPay">
type Ended = Pick<AdminPayment, "state" | "reason_code" | "decline">

/** What a state means for the merchant; `null` where it says all there is to say. */
export function stateHelp(state: PaymentState, t: T): string | null {
  return hasHelp(state) ? t(`paymentStateHelp.${state}`) : null
}

/** Why a payment came to nothing, in words; a code that this dashboard does not know is named as it is. */
export function chargeReason({ state, reason_code, decline }: Ended, t: T): string | null {
  const code = reason_code ?? decline?.reason_code
  if (!code || (state !== "declined" && state !== "canceled")) return null
  return reasonText(code, t)
}

/** What helps after a decline. */
export function declineAdvice({ state, decline }: Ended, t: T): string | null {
  if (state !== "declined" || !decline || !isAction(decline.action)) return null
  return t(`declineAction.${decline.action}`)
}

/** Amazon's reason for a charge, capture or refund that came to nothing. */
export function reasonText(code: string, t: T): string {
  return isReason(code) ? t(`chargeReason.${code}`) : t("unknownReason", { code: foreignText(code, 60) })
}

function hasHelp(state: PaymentState): state is keyof typeof en.paymentStateHelp {
  return Object.hasOwn(en.paymentStateHelp, state)
}

function isReason(code: string): code is keyof typeof en.chargeReason {
  return Object.hasOwn(en.chargeReason, code)
}

function isAction(action: string): action is keyof typeof en.declineAction {
  return Object.hasOwn(en.declineAction, action)
}
