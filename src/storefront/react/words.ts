import type {
  ChangeField,
  ReturnOutcome,
  UpdateInitiator,
  UpdateSource,
  UpdateStatus,
  UpdateType,
  WalletAction,
  WalletStatus,
} from "../../contracts"

/** Every text the components show. A store in another language passes its own. */
export type StorefrontWords = {
  walletStatuses: Record<WalletStatus, string>
  walletActions: Record<WalletAction, string>
  /** By Amazon's reason code; unknown codes are not shown. */
  reasons: Readonly<Partial<Record<string, string>>>
  /** Titles of a finished update; `other` is a change nobody started from the store. */
  completed: Record<UpdateType | "other", string>
  outcomes: Record<Exclude<ReturnOutcome, "completed">, { title: string; text: string }>
  updateTypes: Record<UpdateType | "other", string>
  updateStatuses: Record<UpdateStatus, string>
  initiators: Record<UpdateInitiator, string>
  sources: Record<UpdateSource, string>
  /** Who, and what confirmed it (there may be nothing), put together. */
  origin: (initiator: string, sources: readonly string[]) => string
  fields: Record<ChangeField, string>
  productTypes: Readonly<Partial<Record<string, string>>>
  /** Between the old and the new value, for people who do not see the arrow. */
  became: string
  /** Instead of a value that is not there. */
  nothing: string
  /** Instead of an empty history. */
  noHistory: string
}

/** Amazon's own wording for an update that failed. */
const FAILED = "The update for your address or payment method failed. Please try again."

export const ENGLISH: StorefrontWords = {
  walletStatuses: { chargeable: "Ready to use", non_chargeable: "Needs your attention", closed: "Closed" },
  walletActions: {
    none: "Nothing to do. Orders can be charged to this wallet.",
    update: "Update your payment method, so that your next order goes through.",
    set_up_again: "This wallet can no longer be used. Save a new one to keep paying with Amazon Pay.",
    wait: "You do not need to do anything.",
  },
  reasons: {
    PaymentMethodInvalid: "The last payment with this payment method was declined.",
    PaymentMethodDeleted: "The payment method was removed from your Amazon account.",
    BillingAddressDeleted: "The billing address was removed from your Amazon account.",
    PaymentMethodExpired: "The payment method has expired.",
    PaymentMethodNotAllowed: "Amazon does not allow this payment method here.",
    PaymentMethodNotSet: "No payment method is chosen.",
    MFAFailed: "The payment method was not confirmed with your bank.",
    ChargeInProgress: "A payment is being processed.",
    MerchantClosed: "The store closed this wallet.",
    MerchantCanceled: "The store closed this wallet.",
    BuyerClosed: "You removed this wallet at Amazon.",
    BuyerCanceled: "You removed this wallet at Amazon.",
    AmazonClosed: "Amazon closed this wallet.",
    AmazonCanceled: "Amazon closed this wallet.",
    Expired: "This wallet has expired.",
  },
  completed: {
    set_up: "Your Amazon Pay wallet is saved.",
    payment_method: "Your payment method is updated.",
    shipping_address: "Your address is updated.",
    other: "Your wallet is updated.",
  },
  outcomes: {
    canceled: { title: "Update canceled", text: "You canceled the update. Nothing was changed." },
    declined: { title: "Update declined", text: `${FAILED} Amazon could not use the payment method you chose.` },
    failed: { title: "Update failed", text: FAILED },
    pending: {
      title: "Waiting for Amazon",
      text: "Amazon has not confirmed the update yet. This page will show the result as soon as it is known.",
    },
  },
  updateTypes: {
    set_up: "Wallet saved",
    payment_method: "Payment method update",
    shipping_address: "Address update",
    other: "Wallet change",
  },
  updateStatuses: {
    started: "Not finished",
    pending: "Waiting for Amazon",
    completed: "Done",
    canceled: "Canceled",
    declined: "Declined",
    failed: "Failed",
    expired: "Not finished in time",
  },
  initiators: { customer: "By you", amazon: "By Amazon", admin: "By the store", system: "Found by a routine check" },
  sources: {
    return: "Amazon's page",
    ipn: "a notification from Amazon",
    reconciliation: "a check with Amazon",
    admin: "the store's team",
  },
  origin: (initiator, sources) => (sources.length ? `${initiator}, through ${sources.join(" and ")}` : initiator),
  fields: {
    status: "Status",
    reasons: "Reason",
    payment_descriptor: "Payment method",
    shipping_address: "Delivery address",
    billing_address: "Billing address",
    product_type: "Saved for",
  },
  productTypes: { pay_only: "payment", pay_and_ship: "payment and delivery" },
  became: "became",
  nothing: "none",
  noHistory: "Nothing has happened to this wallet yet.",
}
