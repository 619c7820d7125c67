import { useSyncExternalStore } from "react"

/** The store's `accountPath`, where buyers come back to. */
export const ACCOUNT_PATH = "/account/amazon-pay"

export const SHOP_PATH = "/shop"
/** Basket and payment. Below it is the store's `checkoutPath`, where buyers come back to after paying. */
export const CHECKOUT_PATH = "/checkout"

const PAYMENT_SESSION = /^\/checkout\/amazon-pay\/([\w-]+)\/?$/
const ORDER = /^\/orders\/([\w-]+)\/?$/

const listeners = new Set<() => void>()

/** The path of the page, kept up to date. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname)
}

export function isAccountPath(path: string): boolean {
  return path === ACCOUNT_PATH || path.startsWith(`${ACCOUNT_PATH}/`)
}

/** The page behind the links that the store sends. */
export function isUpdateLinkPath(path: string): boolean {
  return path === `${ACCOUNT_PATH}/update` || path.startsWith(`${ACCOUNT_PATH}/update/`)
}

export function isShoppingPath(path: string): boolean {
  return path === SHOP_PATH || path === CHECKOUT_PATH || paymentSessionOf(path) !== null || orderOf(path) !== null
}

/** The payment session that a buyer comes back to, or `null`. */
export function paymentSessionOf(path: string): string | null {
  return PAYMENT_SESSION.exec(path)?.[1] ?? null
}

export function orderPath(orderId: string): string {
  return `/orders/${orderId}`
}

/** The order that a path shows, or `null`. */
export function orderOf(path: string): string | null {
  return ORDER.exec(path)?.[1] ?? null
}

/** Shows another page of this site; the address bar follows, the history gets no new entry. */
export function replacePath(path: string): void {
  history.replaceState(null, "", path)
  listeners.forEach((listener) => listener())
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener("popstate", listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener("popstate", listener)
  }
}
