import { ENGLISH } from "./words/english"
import { FRENCH } from "./words/french"
import { GERMAN } from "./words/german"
import { ITALIAN } from "./words/italian"
import { JAPANESE } from "./words/japanese"
import { SPANISH } from "./words/spanish"
import type { StorefrontWords } from "./words/words"

/**
 * The texts of the account page in six languages. A bundler leaves out those that are not named.
 *
 * @module medusa-payment-amazon-pay/storefront/words
 */
export { ENGLISH, FRENCH, GERMAN, ITALIAN, JAPANESE, SPANISH }
export type { StorefrontWords, TitledText } from "./words/words"

/** Every language there is, in which {@link wordsFor} looks. */
export const LANGUAGES: readonly StorefrontWords[] = [ENGLISH, GERMAN, FRENCH, ITALIAN, SPANISH, JAPANESE]

/**
 * The words for a language tag, as in `lang="de-AT"`.
 *
 * @returns English where there are none
 */
export function wordsFor(language: string): StorefrontWords {
  const [wanted] = language.toLowerCase().split("-")
  return LANGUAGES.find((words) => words.language === wanted) ?? ENGLISH
}
