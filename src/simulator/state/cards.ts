import { check, either, flag, nullable, object, optional, text, type Check } from "../schema"
import { storedAmazonAddress, type AmazonAddress } from "./addresses"
import { newOpaqueId } from "./ids"

/** A card in a buyer's Amazon account. */
export type Card = Readonly<{
  cardId: string
  brand: string
  /** The last four digits, which in Amazon's Sandbox decide what happens. */
  lastDigits: string
  expired: boolean
  billingAddress: AmazonAddress | null
}>

/** A card as a snapshot holds it. */
export const storedCard: Check<Card> = object({
  cardId: text(),
  brand: text(),
  lastDigits: text(),
  expired: flag(),
  billingAddress: nullable(storedAmazonAddress),
})

export type CardInput = { lastDigits: string; brand?: string; expired?: boolean }

/** A card as a caller gives it. */
export const cardInput = object({
  lastDigits: text({ pattern: /^\d{4}$/ }),
  brand: optional(text({ max: 30 })),
  expired: optional(flag()),
})

const BRANDS: ReadonlyMap<string, string> = new Map([
  ["1111", "Visa"],
  ["4444", "Mastercard"],
  ["0005", "American Express"],
  ["9424", "Discover"],
  ["0000", "JCB"],
  ["3064", "Visa"],
  ["3434", "Visa"],
  ["0701", "Visa"],
  ["4354", "Visa"],
])

/** The cards a buyer has unless told otherwise. */
export const DEFAULT_CARDS: readonly CardInput[] = ["1111", "4444", "0005", "3064", "3434", "0701", "4354"].map(
  (lastDigits) => ({ lastDigits }),
)

/** One of the buyer's cards by its id or last digits, or a new card to add and use. */
export type CardChoice = string | CardInput
export const cardChoice: Check<CardChoice> = either(text(), cardInput)

/** @throws Violation for a card without four last digits */
export function newCard(input: CardInput, billingAddress: AmazonAddress | null): Card {
  const { lastDigits, brand, expired } = check(cardInput, input, "card")
  return {
    cardId: newOpaqueId(),
    brand: brand ?? BRANDS.get(lastDigits) ?? "Visa",
    lastDigits,
    expired: expired ?? false,
    billingAddress,
  }
}

/** Amazon's text for a payment method. Its exact form is not documented; clients must treat it as text to show. */
export function descriptorOf(card: Card): string {
  return `${card.brand} ****${card.lastDigits} (Amazon Pay)`
}

/**
 * What happens to a session when the buyer confirms with this card.
 *
 * @returns `null` when it goes well
 * @see https://developer.amazon.com/docs/amazon-pay-checkout/sandbox-simulations.html
 */
export function simulatedRefusal(card: Card): "BuyerCanceled" | "Declined" | null {
  if (card.lastDigits === "3064") return "BuyerCanceled"
  return card.lastDigits === "3434" || card.expired ? "Declined" : null
}

/**
 * What becomes of an authorization with this card that may be pending.
 *
 * @returns `null` when it is decided at once
 * @see https://developer.amazon.com/docs/amazon-pay-checkout/sandbox-simulations.html
 */
export function simulatedPendingEnd(card: Card): "Authorized" | "HardDeclined" | null {
  if (card.lastDigits === "0701") return "Authorized"
  return card.lastDigits === "4354" ? "HardDeclined" : null
}
