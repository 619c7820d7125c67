import type { TFunction } from "i18next"
import { en } from "../i18n/en"
import { foreignText } from "./foreign-text"
import { problemOf } from "./problem"

type Coded = { code: string | null; message: string | null }

/** Why a line or a file is not imported, in the reader's language; a code that is new here, in the store's words. */
export function importCodeText({ code, message }: Coded, t: TFunction<"amazonPay">): string {
  if (code !== null && isKnown(code)) return t(`importCode.${code}`)
  return foreignText(message ?? code ?? "", 300)
}

function isKnown(code: string): code is keyof typeof en.importCode {
  return Object.hasOwn(en.importCode, code)
}

const TOO_LARGE = 413
const BAD_FILE = 400

/** Why a file was not taken. Only the store knows what is wrong inside of it. */
export function importProblem(error: Error, t: TFunction<"amazonPay">): string {
  const status = "status" in error ? error.status : undefined
  if (status === TOO_LARGE) return t("importPage.tooLarge")
  return status === BAD_FILE ? foreignText(error.message, 300) : t(`problem.${problemOf(error)}.text`)
}
