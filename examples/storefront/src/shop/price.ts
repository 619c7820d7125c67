/** An amount of money as it is written in a language. */
export function priceText(amount: number | null | undefined, currency: string, language: string): string {
  return new Intl.NumberFormat(language, { style: "currency", currency: currency.toUpperCase() }).format(amount ?? 0)
}
