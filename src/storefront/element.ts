import { WalletsElement } from "./element/wallets-element"

/**
 * Saved wallets as an HTML element, for pages without a framework: one file, six languages, nothing global but the name.
 *
 * @module medusa-payment-amazon-pay/storefront/element
 */
export { WalletsElement }
export type { StoreRequest, WalletActions } from "./index"
export type { StorefrontWords } from "./words/words"

/**
 * Makes the element known to the page. More calls do nothing.
 *
 * @example
 * import { defineWalletsElement } from "medusa-payment-amazon-pay/storefront/element"
 * defineWalletsElement()
 * // <amazon-pay-wallets backend-url="https://store.example" publishable-key="pk_…"></amazon-pay-wallets>
 */
export function defineWalletsElement(name = "amazon-pay-wallets"): void {
  if (!customElements.get(name)) customElements.define(name, WalletsElement)
}
