import type { BigNumberInput } from "@medusajs/framework/types"
import { isSameMoney, parseCheckoutSessionId } from "../../../protocol"
import { refusal } from "../errors"
import { accountOf, type Runtime } from "../runtime"
import { toMoney } from "./amounts"
import { initiatePayment } from "./initiate"
import { liveCharge } from "./known-charge"
import { moneyOfOperation } from "./operations"
import type { PaymentData } from "./payment-data"

/**
 * A payment whose amount changed begins anew: what the buyer has confirmed for another amount is worth nothing. Otherwise
 * it stays as it is, with the session the buyer came back with.
 *
 * @throws MedusaError `payment_already_charged`, `invalid_checkout_session_id`, and what {@link initiatePayment} throws
 */
export async function updatePayment(
  runtime: Runtime,
  data: PaymentData,
  change: { merchantAccount: string; amount: BigNumberInput; currencyCode: string },
): Promise<PaymentData> {
  const { account } = accountOf(runtime, change.merchantAccount)
  const money = toMoney(account, change.amount, change.currencyCode)
  const charge = await liveCharge(runtime, data.session_id)
  if (charge && !isSameMoney(moneyOfOperation(charge), money)) throw refusal("payment_already_charged")
  if (isSameMoney(money, { amount: data.amount, currencyCode: data.currency_code })) {
    return { ...data, checkout_session_id: checkedSessionId(data.checkout_session_id) }
  }
  return initiatePayment(runtime, {
    ...change,
    sessionId: data.session_id,
    customerId: data.customer_id,
    initiator: data.initiator,
    walletId: data.wallet_id,
    savesWallet: data.save_wallet,
  })
}

function checkedSessionId(given: unknown): string | null {
  if (given === null || given === undefined) return null
  const id = parseCheckoutSessionId(given)
  if (!id) throw refusal("invalid_checkout_session_id")
  return id
}
