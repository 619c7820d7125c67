import type { ResolvedOptions } from "../../../options/resolved"
import type { ReturnOutcome } from "../../../contracts"

/** Where Amazon sends the buyer for one update: after finishing, and after canceling. */
export function returnUrls(options: ResolvedOptions, token: string): { returnUrl: string; cancelUrl: string } {
  const cancelUrl = `${options.backendUrl}/amazon-pay/cancel/${token}`
  const returnUrl =
    options.returnTo === "storefront"
      ? `${options.storefrontUrl}${options.accountPath}/return/${token}`
      : `${options.backendUrl}/amazon-pay/return/${token}`
  return { returnUrl, cancelUrl }
}

/** The storefront's account page with nothing but what happened to which update. */
export function accountPageUrl(
  options: ResolvedOptions,
  outcome: ReturnOutcome,
  details: { updateId?: string; checkoutSessionId?: string } = {},
): string {
  const url = new URL(options.storefrontUrl + options.accountPath)
  url.searchParams.set("amazon_pay", outcome)
  if (details.updateId) url.searchParams.set("update", details.updateId)
  if (details.checkoutSessionId) url.searchParams.set("amazonCheckoutSessionId", details.checkoutSessionId)
  return url.href
}
