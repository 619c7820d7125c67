import type { CheckoutResponse } from "../../../contracts"
import type { MerchantAccount } from "../../../options/resolved"
import type { WalletUpdateEntity } from "../persistence/entities"
import { toWalletUpdate } from "../presentation"

/** What was signed for Amazon's page. */
export type SignedPayload = {
  payloadJson: string
  signature: string
  publicKeyId: string
  algorithm: string
  productType: "PayOnly" | "PayAndShip"
}

/** What a storefront is handed for an update that was signed. */
export function checkoutResponse(
  account: MerchantAccount,
  update: WalletUpdateEntity,
  signed: SignedPayload,
): CheckoutResponse {
  return { checkout: initCheckoutOptions(account, signed), update: toWalletUpdate(update) }
}

/**
 * The argument of `amazon.Pay.initCheckout` for a signed payload. `placement` and `algorithm` are always sent: Amazon's
 * script demands the one and assumes the old algorithm without the other.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html
 */
export function initCheckoutOptions(account: MerchantAccount, signed: SignedPayload): CheckoutResponse["checkout"] {
  return {
    script_url: account.endpoints.checkoutScript,
    options: {
      merchantId: account.merchantId,
      ledgerCurrency: account.ledgerCurrency,
      sandbox: account.sandbox,
      checkoutLanguage: account.checkoutLanguage,
      productType: signed.productType,
      placement: "Other",
      createCheckoutSessionConfig: {
        payloadJSON: signed.payloadJson,
        signature: signed.signature,
        publicKeyId: signed.publicKeyId,
        algorithm: signed.algorithm,
      },
    },
  }
}
