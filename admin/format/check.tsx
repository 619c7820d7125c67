import type { TFunction } from "i18next"
import type { StatusCheck } from "../../src/contracts"
import { en } from "../i18n/en"
import { foreignText } from "./foreign-text"
import { momentOf } from "./moment"

type Words = { t: TFunction<"amazonPay">; language: string }
type CheckText = { message: string; fix: string | null }

/** A line of the checklist in the reader's language; one that this dashboard does not know yet, in the store's words. */
export function checkText({ code, params, message, fix }: StatusCheck, { t, language }: Words): CheckText {
  if (!Object.hasOwn(en.check, code)) return { message, fix }
  const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shown(value, language)]))
  return { message: t(`check.${code}`, { replace: values }), fix: hasFix(code) ? t(`checkFix.${code}`) : null }
}

function hasFix(code: string): code is keyof typeof en.checkFix {
  return Object.hasOwn(en.checkFix, code)
}

function shown(value: string | number, language: string): string {
  if (typeof value === "number") return String(value)
  return momentOf(value, language)?.short ?? foreignText(value, 300)
}
