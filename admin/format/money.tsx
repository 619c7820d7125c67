import { localeOf } from "./locale"

/** An amount of Amazon's with its currency, as the reader's language writes it; as it is where that does not work. */
export function moneyText(amount: string, currency: string, language: string): string {
  try {
    return new Intl.NumberFormat(localeOf(language), { style: "currency", currency }).format(Number(amount))
  } catch {
    return `${amount} ${currency}`
  }
}
