import { object, oneOf, optional, text } from "../schema"
import { addressChoice } from "../state/addresses"
import { cardChoice } from "../state/cards"
import { PRODUCT_TYPES } from "../state/charge-permissions"
import { ENVIRONMENTS } from "../state/merchants"

/** A wallet as a caller wants one. */
export const walletInput = object({
  merchantId: text(),
  storeId: optional(text()),
  buyerId: text(),
  environment: optional(oneOf(ENVIRONMENTS)),
  productType: oneOf(PRODUCT_TYPES),
  card: optional(cardChoice),
  address: optional(addressChoice),
  currency: optional(text()),
})

const action = {
  buyerId: text(),
  card: optional(cardChoice),
  address: optional(addressChoice),
  end: oneOf(["confirm", "cancel", "decline"]),
}

/** What a buyer does on the hosted page. */
export const buyerAction = object(action)

/** The same with the options of `initCheckout` that led there. */
export const buyerActionOn = object({
  ...action,
  options: (value: unknown, path: string): object => {
    if (typeof value === "object" && value !== null) return value
    throw new TypeError(`${path} has to be the argument of initCheckout`)
  },
})
