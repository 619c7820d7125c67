import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import type { MerchantAccount } from "../../../options/resolved"
import { AmazonPayError, decimalsOf, moneyOf, type Money } from "../../../protocol"
import { refusal } from "../errors"

/**
 * Amazon's money for an amount of Medusa's. Medusa's amounts may have more digits than their currency, after taxes and
 * shared discounts; they are rounded here as Medusa rounds them when it compares amounts.
 *
 * @throws MedusaError `currency_not_supported`, `amount_not_payable`
 */
export function toMoney(account: MerchantAccount, amount: BigNumberInput, currencyCode: string): Money {
  const exact = MathBN.convert(amount, decimalsOf(currencyCode.toUpperCase()))
  try {
    return moneyOf(exact.toFixed(), currencyCode, account.region)
  } catch (error) {
    if (!(error instanceof AmazonPayError)) throw error
    if (error.reasonCode === "currency_not_supported") throw refusal("currency_not_supported")
    throw refusal("amount_not_payable", `${error.message}.`)
  }
}
