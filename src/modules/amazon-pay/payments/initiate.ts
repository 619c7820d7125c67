import type { BigNumberInput } from "@medusajs/framework/types"
import type { MerchantAccount, ResolvedOptions } from "../../../options/resolved"
import { buildPurchasePayload, signPayload, type Money } from "../../../protocol"
import { refusal } from "../errors"
import { WalletEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { initCheckoutOptions } from "../updates/checkout"
import { toMoney } from "./amounts"
import type { PaymentData } from "./payment-data"

/** A payment that begins, or whose amount changes. */
export type Beginning = {
  merchantAccount: string
  sessionId: string
  /** Logged in, or known to the store that charges without the buyer. */
  customerId: string | null
  initiator: "customer" | "merchant"
  amount: BigNumberInput
  currencyCode: string
  /** From a browser. */
  walletId?: unknown
  /** From a browser. */
  savesWallet?: unknown
}

/**
 * Begins a payment: with a saved wallet nothing is asked of Amazon until it is authorised; without one the buyer goes to
 * Amazon's page with a signed purchase of exactly the session's amount.
 *
 * @throws MedusaError `wallet_not_found`, `wallet_not_chargeable`, `customer_required`, `amount_not_payable`,
 * `currency_not_supported`
 */
export async function initiatePayment(runtime: Runtime, beginning: Beginning): Promise<PaymentData> {
  const { account } = accountOf(runtime, beginning.merchantAccount)
  const money = toMoney(account, beginning.amount, beginning.currencyCode)
  const common = {
    session_id: beginning.sessionId,
    customer_id: beginning.customerId,
    initiator: beginning.initiator,
    checkout_session_id: null,
    amount: money.amount,
    currency_code: money.currencyCode,
    charge_id: null,
    charge_permission_id: null,
    charge_state: null,
    redirect_url: null,
    decline: null,
  }
  if (beginning.walletId !== undefined && beginning.walletId !== null) {
    const wallet = await walletOf(runtime, account, beginning)
    const { id, payment_descriptor } = wallet
    return { ...common, wallet_id: id, save_wallet: false, payment_descriptor, checkout: null }
  }
  const savesWallet = beginning.savesWallet === true
  if (savesWallet && !beginning.customerId) throw refusal("customer_required")
  const checkout = await purchase(runtime.options, account, { sessionId: beginning.sessionId, money, savesWallet })
  return { ...common, wallet_id: null, save_wallet: savesWallet, payment_descriptor: null, checkout }
}

/** The wallet that is meant, if it is the customer's and Amazon would charge it as far as we know. */
async function walletOf(
  runtime: Runtime,
  account: MerchantAccount,
  { walletId, customerId }: Beginning,
): Promise<WalletEntity> {
  if (!customerId) throw refusal("customer_required")
  if (typeof walletId !== "string") throw refusal("wallet_not_found")
  const wallet = await runtime.db
    .getRepository(WalletEntity)
    .findOneBy({ id: walletId, customer_id: customerId, merchant_account: account.id })
  if (!wallet) throw refusal("wallet_not_found")
  if (wallet.status !== "chargeable") throw refusal("wallet_not_chargeable", `(${wallet.reasons.join(", ")})`)
  return wallet
}

async function purchase(
  options: ResolvedOptions,
  account: MerchantAccount,
  { sessionId, money, savesWallet }: { sessionId: string; money: Money; savesWallet: boolean },
): Promise<PaymentData["checkout"]> {
  const [key] = account.keys
  const payloadJson = buildPurchasePayload({
    ...purchaseReturnUrls(options, sessionId),
    storeId: account.storeId,
    scopes: account.scopes,
    merchantMetadata: account.merchantMetadata,
    merchantReferenceId: sessionId,
    savesWallet,
    chargeAmount: money,
    ledgerCurrency: account.ledgerCurrency,
    captureNow: account.capture,
    canHandlePendingAuthorization: account.pendingAuthorizations,
  })
  return initCheckoutOptions(account, {
    payloadJson,
    signature: await signPayload(payloadJson, key, account.algorithm),
    publicKeyId: key.publicKeyId,
    algorithm: account.algorithm,
    productType: "PayOnly",
  })
}

/** Where Amazon sends the buyer after a purchase: the storefront, which names the payment session by the path. */
export function purchaseReturnUrls(options: ResolvedOptions, sessionId: string) {
  const returnUrl = `${options.storefrontUrl}${options.checkoutPath}/${sessionId}`
  return { returnUrl, cancelUrl: returnUrl }
}
