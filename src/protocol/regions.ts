/**
 * What Amazon fixes per region: hosts, script, currencies, languages. The one place where these facts stand.
 *
 * Sources: the "Add the Amazon Pay script" and "Render an UI element" steps of
 * https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html
 * and the argument checks of Amazon's own checkout.js.
 */
export const REGION_CODES = ["na", "eu", "jp"] as const
export type Region = (typeof REGION_CODES)[number]

export type LedgerCurrency = "USD" | "EUR" | "GBP" | "JPY"

export type RegionFacts = Readonly<{
  /** Host of the v2 API, also the value of the signed `x-amz-pay-host` header. */
  apiHost: string
  /** Amazon's browser script. */
  scriptUrl: string
  ledgerCurrencies: readonly [LedgerCurrency, ...LedgerCurrency[]]
  checkoutLanguages: readonly [string, ...string[]]
  /** Whether Amazon offers the hosted update page ("not supported in Japan"). */
  hostedUpdatePage: boolean
  /** Amazon's own page on which a buyer manages one charge permission; its id is appended. */
  manageUrlBase: string
  /** Where the merchant looks at payments and charge permissions. */
  sellerCentralUrl: string
}>

export const REGIONS: Readonly<Record<Region, RegionFacts>> = {
  na: {
    apiHost: "pay-api.amazon.com",
    scriptUrl: "https://static-na.payments-amazon.com/checkout.js",
    ledgerCurrencies: ["USD"],
    checkoutLanguages: ["en_US"],
    hostedUpdatePage: true,
    manageUrlBase: "https://payments.amazon.com/jr/your-account/ba/",
    sellerCentralUrl: "https://sellercentral.amazon.com",
  },
  eu: {
    apiHost: "pay-api.amazon.eu",
    scriptUrl: "https://static-eu.payments-amazon.com/checkout.js",
    ledgerCurrencies: ["EUR", "GBP"],
    checkoutLanguages: ["en_GB", "de_DE", "fr_FR", "it_IT", "es_ES"],
    hostedUpdatePage: true,
    manageUrlBase: "https://payments.amazon.com/jr/your-account/ba/",
    sellerCentralUrl: "https://sellercentral-europe.amazon.com",
  },
  jp: {
    apiHost: "pay-api.amazon.jp",
    scriptUrl: "https://static-fe.payments-amazon.com/checkout.js",
    ledgerCurrencies: ["JPY"],
    checkoutLanguages: ["ja_JP"],
    hostedUpdatePage: false,
    manageUrlBase: "https://pay.amazon.com/jp/jr/your-account/ba/",
    sellerCentralUrl: "https://sellercentral-japan.amazon.com",
  },
}

/** Other names merchants and Amazon's SDKs use for a region. */
export const REGION_ALIASES: Readonly<Record<string, Region>> = { us: "na", de: "eu", uk: "eu" }

/**
 * Amazon's page for one saved wallet, for buyers where no hosted update page exists.
 *
 * @param region the merchant account's region
 * @param chargePermissionId e.g. `B01-0000000-0000000`
 */
export function manageUrl(region: Region, chargePermissionId: string): string {
  return REGIONS[region].manageUrlBase + encodeURIComponent(chargePermissionId)
}

/**
 * The merchant's page about one charge permission. Amazon documents no such address; this is the one that its own
 * plugins for other shops lead to.
 *
 * @param region the merchant account's region
 * @param chargePermissionId e.g. `B01-0000000-0000000`
 */
export function sellerCentralUrl(region: Region, chargePermissionId: string): string {
  const query = new URLSearchParams({ orderReferenceId: chargePermissionId })
  return `${REGIONS[region].sellerCentralUrl}/hz/me/pmd/payment-details?${query}`
}
