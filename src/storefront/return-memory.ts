import type { CheckoutResponse } from "../contracts"

const KEY = "amazon-pay:return:"
const RETURN_PATH = /\/return\/([\w-]{20,128})\/?$/

/** The token at the end of a return URL's path, or `null`. */
export function returnTokenOf({ pathname }: URL): string | null {
  return RETURN_PATH.exec(pathname)?.[1] ?? null
}

/** A path without the part that only Amazon's redirect needed. */
export function withoutReturnToken(pathname: string): string {
  return pathname.replace(RETURN_PATH, "") || "/"
}

/**
 * Keeps which update a return token stands for, in this tab, for stores to whose storefront Amazon returns directly
 * (`returnTo: "storefront"`): that URL carries the token only, and the complete route wants the update's id.
 */
export function rememberReturn({ checkout, update }: CheckoutResponse): void {
  try {
    const payload: { webCheckoutDetails?: { checkoutResultReturnUrl?: string } } = JSON.parse(
      checkout.options.createCheckoutSessionConfig.payloadJSON,
    )
    const url = new URL(payload.webCheckoutDetails?.checkoutResultReturnUrl ?? "")
    const token = returnTokenOf(url)
    if (token && url.origin === location.origin) sessionStorage.setItem(KEY + token, update.id)
  } catch {
    // No storage here: the page that Amazon returns to hands the token to the store's own return handler instead.
  }
}

/** The update that {@link rememberReturn} kept for a token, or `null`. */
export function recallUpdateId(token: string): string | null {
  try {
    return sessionStorage.getItem(KEY + token)
  } catch {
    return null
  }
}
