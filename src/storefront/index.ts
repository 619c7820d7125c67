/**
 * The browser side of saved wallets, for any framework or none: takes a customer to Amazon's hosted page and reads what
 * they come back with. Knows no token, no store URL and no DOM of its own.
 *
 * @module medusa-payment-amazon-pay/storefront
 */
export type * from "../contracts"
export { awaitOutcome, type AwaitOutcomeOptions } from "./await-outcome"
export { loadCheckoutScript, type AmazonPay, type LoadScriptOptions } from "./checkout-script"
export { FAILURES, statusOf, WalletUpdateError, type WalletUpdateFailureCode } from "./failure"
export { payWithAmazonPay } from "./pay"
export {
  cleanReturnUrl,
  handOverUrl,
  readReturn,
  settleReturn,
  type SettledReturn,
  type SettleReturnOptions,
  type WalletUpdateReturn,
} from "./update-return"
export { createWalletActions, hasUpdatePage, type StoreRequest, type WalletActions } from "./wallet-actions"
export {
  createWalletUpdate,
  isBusy,
  type WalletUpdateFlow,
  type WalletUpdateOptions,
  type WalletUpdateState,
} from "./wallet-update"
