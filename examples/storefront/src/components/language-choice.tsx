import { LANGUAGES } from "medusa-payment-amazon-pay/storefront/words"
import { useLanguage } from "../language/language"

export function LanguageChoice() {
  const { words, page, choose } = useLanguage()
  return (
    <select
      className="language"
      aria-label={page.languages}
      value={words.language}
      onChange={(event) => choose(event.target.value)}
      data-testid="language"
    >
      {LANGUAGES.map(({ language }) => (
        <option key={language} value={language} lang={language}>
          {nameOf(language)}
        </option>
      ))}
    </select>
  )
}

/** A language's name in itself. */
function nameOf(language: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
