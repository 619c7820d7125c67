import type { CheckoutResponse } from "../contracts"
import { loadCheckoutScript, type LoadScriptOptions } from "./checkout-script"
import { toFailure } from "./failure"

/**
 * Takes a buyer to Amazon's page to pay.
 *
 * @param checkout `data.checkout` of the payment session that Medusa made, exactly as it is
 * @throws WalletUpdateError when Amazon's page is not reached; trying again is safe, nobody was charged
 * @example
 * await payWithAmazonPay(session.data.checkout)
 */
export async function payWithAmazonPay(
  { script_url, options }: CheckoutResponse["checkout"],
  loading?: LoadScriptOptions,
): Promise<void> {
  try {
    const pay = await loadCheckoutScript(script_url, loading)
    pay.initCheckout(options)
  } catch (cause) {
    throw toFailure("refused_by_amazon", cause)
  }
}
