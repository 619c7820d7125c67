import { optionsFromMedusa } from "./options/from-medusa"
import type { AmazonPayOptions } from "./options/schema"

export type * from "./contracts"
export { AmazonPayOptionsError, type OptionProblem } from "./options/error"
export type { AccountOptions, AmazonPayOptions } from "./options/schema"
export { AmazonPayError, type AmazonPayErrorCode } from "./protocol/errors"

const PACKAGE = "medusa-payment-amazon-pay"

/** What goes into a store's `medusa-config.ts`. */
export type AmazonPayConfig = {
  plugin: { resolve: string; options: AmazonPayOptions }
  /** One payment provider per merchant account: `pp_amazon-pay_<account>`. */
  providers: { resolve: string; id: string; options: AmazonPayOptions & { account: string } }[]
}

/**
 * The one config block of a store: checks the options and says where they go.
 *
 * @example
 * const pay = amazonPay({ merchantId, storeId, publicKeyId, privateKey, region: "eu", sandbox: true, backendUrl, storefrontUrl })
 * // plugins: [pay.plugin], modules: [{ resolve: "@medusajs/medusa/payment", options: { providers: [...pay.providers] } }]
 * @throws AmazonPayOptionsError naming every problem at once, and no value of any option
 */
export function amazonPay(options: AmazonPayOptions): AmazonPayConfig {
  const { accounts } = optionsFromMedusa(options)
  return {
    plugin: { resolve: PACKAGE, options },
    providers: [...accounts.keys()].map((id) => ({
      resolve: `${PACKAGE}/providers/amazon-pay`,
      id,
      options: { ...options, account: id },
    })),
  }
}
