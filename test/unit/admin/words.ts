import { createInstance, type TFunction } from "i18next"
import translations from "../../../admin/i18n"

export type Language = keyof typeof translations

export const LANGUAGES = Object.keys(translations).filter((name): name is Language => name in translations)

/** The words of a language as the panel gets them. */
export async function wordsOf(language: Language): Promise<TFunction<"amazonPay">> {
  const i18n = createInstance()
  await i18n.init({ lng: language, resources: translations, interpolation: { escapeValue: false } })
  return i18n.getFixedT(language, "amazonPay")
}

/** Every text of a nested object under its dotted key. */
export function texts(words: object, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[prefix + key, value]] : [...texts(value, `${prefix}${key}.`)],
    ),
  )
}
