import type { Money } from "./money"
import { checkedUrl } from "./payload"

export type PurchasePayload = {
  /** Where the buyer comes back to; at most 512 characters. */
  returnUrl: string
  /** Where the buyer comes back to after canceling; at most 512 characters. */
  cancelUrl: string
  storeId: string
  scopes?: readonly string[]
  merchantMetadata?: Readonly<Record<string, string | undefined>>
  /** Comes back on the session, the charge and its notifications: the payment session's id. */
  merchantReferenceId: string
  /** Whether the purchase also saves the wallet it is paid with. */
  savesWallet: boolean
  chargeAmount: Money
  /** The merchant account's currency; another one has to be named as the buyer's. */
  ledgerCurrency: string
  captureNow: boolean
  canHandlePendingAuthorization: boolean
}

/**
 * The payload of a purchase on Amazon's page, as the exact string to sign and to hand to `initCheckout`. The order's
 * address is the store's affair, so the page only asks for a payment method (`productType: PayOnly`).
 *
 * @throws AmazonPayError `invalid_input` when a URL is longer than Amazon accepts
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile-apb/add-the-amazon-pay-button.html
 */
export function buildPurchasePayload(input: PurchasePayload): string {
  const { chargeAmount, captureNow } = input
  const presentmentCurrency = chargeAmount.currencyCode === input.ledgerCurrency ? undefined : chargeAmount.currencyCode
  return JSON.stringify({
    webCheckoutDetails: {
      checkoutMode: "ProcessOrder",
      checkoutResultReturnUrl: checkedUrl(input.returnUrl),
      checkoutCancelUrl: checkedUrl(input.cancelUrl),
    },
    storeId: input.storeId,
    scopes: input.scopes,
    chargePermissionType: input.savesWallet ? "PaymentMethodOnFile" : "OneTime",
    paymentMethodOnFileMetadata: input.savesWallet ? { setupOnly: false } : undefined,
    paymentDetails: {
      paymentIntent: captureNow ? "AuthorizeWithCapture" : "Authorize",
      canHandlePendingAuthorization: input.canHandlePendingAuthorization && !captureNow,
      chargeAmount,
      presentmentCurrency,
    },
    merchantMetadata: { ...input.merchantMetadata, merchantReferenceId: input.merchantReferenceId },
  })
}
