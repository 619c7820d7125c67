/** Every word the panel shows. The other languages have exactly this shape. */
export const en = {
  wallets: {
    title: "Amazon Pay wallets",
    loading: "Loading wallets",
    emptyTitle: "No saved wallet",
    emptyText: "This customer has not saved an Amazon Pay wallet yet.",
  },
  wallet: {
    unnamed: "Unnamed payment method",
    sandbox: "Sandbox",
    chargePermission: "Charge permission",
    shippingAddress: "Shipping address",
    billingAddress: "Billing address",
    merchantAccount: "Merchant account",
    lastChecked: "Last checked",
    neverChecked: "Not yet",
    managePage: "Customer's page at Amazon",
    refresh: "Refresh now",
    refreshed: "Wallet refreshed",
    refreshedText: "The wallet was read at Amazon just now.",
    refreshFailed: "The wallet was not refreshed",
    refreshFailedText: "{{title}}. {{text}}",
  },
  walletStatus: {
    chargeable: "Ready to charge",
    non_chargeable: "Cannot be charged",
    closed: "Closed",
  },
  walletAction: {
    none: "Nothing to do.",
    update: "Ask the customer to update the payment method, in their account in the store or on their page at Amazon.",
    set_up_again: "It cannot be reopened. Ask the customer to save a new wallet in the store.",
    wait: "Nothing to do: this passes by itself. Refresh in a few minutes.",
  },
  walletReason: {
    PaymentMethodInvalid: "The last charge to this payment method was declined.",
    PaymentMethodDeleted: "The customer removed the payment method from their Amazon account.",
    BillingAddressDeleted: "The billing address of the payment method was removed from the Amazon account.",
    PaymentMethodExpired: "The payment method has expired.",
    PaymentMethodNotAllowed: "Amazon does not allow this payment method for this wallet.",
    PaymentMethodNotSet: "No payment method is chosen.",
    MFAFailed: "The customer did not confirm the payment method with their bank.",
    ChargeInProgress: "A charge is still being processed.",
    MerchantClosed: "The store closed this wallet.",
    MerchantCanceled: "The store closed this wallet.",
    BuyerClosed: "The customer removed this wallet at Amazon.",
    BuyerCanceled: "The customer removed this wallet at Amazon.",
    AmazonClosed: "Amazon closed this wallet.",
    AmazonCanceled: "Amazon closed this wallet.",
    Expired: "The wallet has expired.",
  },
  unknownReason: "Amazon gives the reason {{code}}.",
  history: {
    title: "Amazon Pay update history",
    loading: "Loading update history",
    emptyTitle: "No updates yet",
    emptyText: "Changes by the customer and at Amazon will appear here.",
    changedAtAmazon: "Changed at Amazon",
    changedInStore: "Changed in the store",
    noChanges: "No changes recorded.",
    noChangesYet: "No change seen yet.",
    walletSaved: "The wallet was saved.",
    sources: "Learned through",
    changes: "Changes",
  },
  updateType: {
    set_up: "New wallet",
    payment_method: "Payment method update",
    shipping_address: "Shipping address update",
  },
  updateStatus: {
    started: "Started",
    pending: "Pending",
    completed: "Completed",
    canceled: "Canceled",
    declined: "Declined",
    failed: "Failed",
    expired: "Expired",
  },
  updateStatusHelp: {
    started: "The customer has not come back from Amazon's page yet.",
    pending: "Amazon has not confirmed the outcome yet. It is checked again automatically.",
    canceled: "The customer canceled on Amazon's page.",
    declined: "Amazon could not use the payment method the customer chose.",
    failed: "Amazon did not accept the update. The customer can start again.",
    expired: "The customer did not finish in time and can start again.",
  },
  updateReason: {
    BuyerCanceled: "The customer canceled on Amazon's page.",
    Declined: "Amazon could not use the payment method the customer chose.",
    Expired: "The customer did not finish on Amazon's page in time.",
    AmazonCanceled: "Amazon ended the checkout session. The customer can start again.",
    CheckoutSessionCanceled: "Amazon canceled the checkout session. The customer can start again.",
    InvalidCheckoutSessionStatus: "The checkout session was no longer open. It is checked again automatically.",
    ResourceNotFound: "Amazon does not know this checkout session for this merchant account.",
    Open: "The checkout session is still open at Amazon.",
    charge_permission_unknown: "Amazon has not said yet which wallet was saved.",
    charge_permission_mismatch:
      "Amazon confirmed another charge permission than the one the customer set out to update. Nothing was overwritten; compare both in Seller Central.",
    wallet_of_another_customer: "This wallet already belongs to another customer of the store.",
    not_a_saved_wallet: "The charge permission is not a saved wallet.",
    throttled: "Amazon asked for fewer requests. It is checked again automatically.",
    unavailable: "Amazon could not be reached. It is checked again automatically.",
    timeout: "Amazon did not answer in time. It is checked again automatically.",
    invalid_response: "Amazon's answer could not be understood. It is checked again automatically.",
    request_refused: "Amazon refused the request. The store's log says why.",
    invalid_input: "The request could not be built. The store's log says why.",
  },
  initiatedBy: {
    customer: "By the customer",
    amazon: "By Amazon",
    admin: "By an administrator",
    system: "By the system",
  },
  source: {
    return: "Return",
    ipn: "Notification",
    reconciliation: "Reconciliation",
    admin: "Admin",
  },
  sourceHelp: {
    return: "Seen when the customer came back from Amazon",
    ipn: "Reported by Amazon's instant payment notification (IPN)",
    reconciliation: "Found by the store's regular check at Amazon",
    admin: "Found by a refresh in the admin",
  },
  change: {
    before: "Before:",
    after: "After:",
    none: "None",
  },
  field: {
    status: "Status",
    reasons: "Reason",
    payment_descriptor: "Payment method",
    shipping_address: "Shipping address",
    billing_address: "Billing address",
    product_type: "Wallet type",
  },
  productType: {
    pay_only: "Payment only",
    pay_and_ship: "Payment and shipping",
  },
  details: {
    toggle: "Details",
    loading: "Loading details",
    entry: "Entry",
    wallet: "Wallet",
    checkoutSession: "Checkout session",
    started: "Started",
    ended: "Ended",
    notifications: "Notifications from Amazon",
    noNotifications: "No notification stands behind this entry.",
    message: "Message",
    sent: "Sent",
    received: "Received",
  },
  notificationStatus: {
    received: "Received",
    held: "Held",
    processed: "Processed",
    unmatched: "Unmatched",
    failed: "Failed, will be retried",
    dead: "Given up",
  },
  paging: {
    showMore: "Show more",
    shown: "{{shown}} of {{total}} shown",
  },
  copy: "Copy: {{what}}",
  retry: "Try again",
  problem: {
    forbidden: {
      title: "No permission",
      text: "Your user has no permission for this. Ask an administrator for access.",
    },
    signed_out: {
      title: "Signed out",
      text: "Your session has ended. Log in again.",
    },
    not_found: {
      title: "Not found",
      text: "This entry no longer exists. Reload the page.",
    },
    unavailable: {
      title: "Amazon Pay is not available just now",
      text: "Nothing was changed. Try again in a moment.",
    },
    refused: {
      title: "Amazon refused the request",
      text: "Nothing was changed. The store's log says why.",
    },
    offline: {
      title: "The store cannot be reached",
      text: "Check your connection and try again.",
    },
    unexpected: {
      title: "Something went wrong",
      text: "The store could not answer. Try again; if it stays like this, the store's log says why.",
    },
  },
}

/** The shape of a language. */
export type Translation = typeof en

/** Lets the compiler check every key that the panel asks for. */
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "amazonPay"
    resources: { amazonPay: Translation }
  }
}
