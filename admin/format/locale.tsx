/**
 * A language tag that `Intl` accepts for a language of the dashboard, which writes regions without a hyphen (`ptBR`).
 * Languages that `Intl` does not know are shown in the browser's own.
 */
export function localeOf(language: string): string | undefined {
  const tag = language.replace(/^([a-z]{2})([A-Z]{2})$/, "$1-$2")
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}
