export const SESSION_ID = "bd504926-f659-4ad7-a1a9-9a747aaf5275"
export const PERMISSION_ID = "B01-0000000-0000000"
export const STORE_ID = "amzn1.application-oa2-client.8b5e45312b5248b69eeaStoreId"

/** The answer of Complete Checkout Session as Amazon's page on the update flow prints it, made valid JSON. */
export function completedSession(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    checkoutSessionId: SESSION_ID,
    webCheckoutDetails: null,
    chargePermissionType: "PaymentMethodOnFile",
    recurringMetadata: null,
    productType: null,
    paymentDetails: null,
    merchantMetadata: null,
    paymentMethodOnFileMetadata: null,
    supplementaryData: null,
    buyer: null,
    billingAddress: null,
    paymentPreferences: [null],
    statusDetails: {
      state: "Completed",
      reasonCode: null,
      reasonDescription: null,
      lastUpdatedTimestamp: "20191015T204327Z",
    },
    shippingAddress: null,
    platformId: null,
    chargePermissionId: "S01-5105180-3221187",
    chargeId: "S01-5105180-3221187-C056351",
    constraints: [null],
    creationTimestamp: "20191015T204313Z",
    expirationTimestamp: null,
    storeId: null,
    deliverySpecifications: null,
    providerMetadata: null,
    releaseEnvironment: null,
    ...more,
  }
}

/** A charge permission as Get Charge Permission answers it. */
export function chargePermission(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    chargePermissionId: PERMISSION_ID,
    chargePermissionReferenceId: null,
    platformId: null,
    buyer: { buyerId: "amzn1.account.EXAMPLE", name: "Ada", email: "ada@example.com" },
    shippingAddress: {
      name: "Ada Lovelace",
      addressLine1: "1 Main St",
      addressLine2: null,
      addressLine3: null,
      city: "London",
      county: null,
      district: null,
      stateOrRegion: null,
      postalCode: "N1 9GU",
      countryCode: "GB",
      phoneNumber: "020 7946 0000",
    },
    billingAddress: null,
    paymentPreferences: [{ paymentDescriptor: "Visa ****1111 (Amazon Pay)" }],
    statusDetails: { state: "Chargeable", reasons: null, lastUpdatedTimestamp: "20240517T090807Z" },
    creationTimestamp: "20240517T090807Z",
    expirationTimestamp: null,
    merchantMetadata: null,
    releaseEnvironment: "Sandbox",
    limits: { amountLimit: null, amountBalance: null },
    chargePermissionType: "PaymentMethodOnFile",
    recurringMetadata: null,
    paymentMethodOnFileMetadata: { setupOnly: true },
    presentmentCurrency: "EUR",
    ...more,
  }
}

export const CHARGE_ID = `${PERMISSION_ID}-C000001`
export const REFUND_ID = `${PERMISSION_ID}-R000001`

const eur = (amount: string | undefined) => (amount === undefined ? null : { amount, currencyCode: "EUR" })

/** A charge as Get Charge answers it. */
export function charge(more: { state?: string; captured?: string; refunded?: string } = {}): Record<string, unknown> {
  return {
    chargeId: CHARGE_ID,
    chargePermissionId: PERMISSION_ID,
    chargeAmount: eur("14.00"),
    captureAmount: eur(more.captured),
    refundedAmount: eur(more.refunded),
    convertedAmount: null,
    conversionRate: null,
    softDescriptor: null,
    captureNow: false,
    canHandlePendingAuthorization: false,
    statusDetails: { state: more.state ?? "Authorized", reasonCode: null, lastUpdatedTimestamp: "20260601T120000Z" },
    creationTimestamp: "20260601T120000Z",
    expirationTimestamp: "20260701T120000Z",
    merchantMetadata: { merchantReferenceId: "payses_1", merchantStoreName: null },
    releaseEnvironment: "Sandbox",
    webCheckoutDetails: null,
  }
}

/** A refund as Get Refund answers it. */
export function refund(more: { state?: string } = {}): Record<string, unknown> {
  return {
    refundId: REFUND_ID,
    chargeId: CHARGE_ID,
    refundAmount: eur("5.00"),
    softDescriptor: null,
    creationTimestamp: "20260601T120000Z",
    statusDetails: { state: more.state ?? "RefundInitiated", reasonCode: null },
    releaseEnvironment: "Sandbox",
  }
}
