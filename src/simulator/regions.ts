/** The regions Amazon Pay knows, in the words of its API. */
export const SIMULATOR_REGIONS = ["na", "eu", "jp"] as const
export type SimulatorRegion = (typeof SIMULATOR_REGIONS)[number]

export type RegionFacts = Readonly<{
  /** What `x-amz-pay-host` must say. */
  apiHost: string
  /** What `x-amz-pay-region` may say, in lower case. */
  regionHeaders: readonly string[]
  /** AWS region of the topic that carries notifications. */
  awsRegion: string
  ledgerCurrencies: readonly string[]
  checkoutLanguages: readonly string[]
  /** Currencies a purchase may have. */
  orderCurrencies: readonly string[]
  /** How charge permission ids of this region begin here. Amazon's own grammar is not documented. */
  idPrefix: string
  /** What a saved wallet may be charged in one calendar month, by currency. */
  monthlyLimits: Readonly<Record<string, string>>
  /** Whether Amazon offers the hosted update page. */
  hostedUpdatePage: boolean
}>

const EUROPEAN_MONTHLY_LIMITS = {
  EUR: "15000",
  GBP: "15000",
  AUD: "15000",
  CHF: "15000",
  NZD: "15000",
  USD: "15000",
  DKK: "150000",
  HKD: "150000",
  NOK: "150000",
  SEK: "150000",
  ZAR: "150000",
  JPY: "2000000",
}

/**
 * What Amazon fixes per region.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html
 * @see https://developer.amazon.com/docs/amazon-pay-checkout/monthly-paymentmethodonfile-charge-limits.html
 */
export const REGION_FACTS: Readonly<Record<SimulatorRegion, RegionFacts>> = {
  na: {
    apiHost: "pay-api.amazon.com",
    regionHeaders: ["na", "us"],
    awsRegion: "us-east-1",
    ledgerCurrencies: ["USD"],
    checkoutLanguages: ["en_US"],
    orderCurrencies: ["USD"],
    idPrefix: "B01",
    monthlyLimits: { USD: "15000" },
    hostedUpdatePage: true,
  },
  eu: {
    apiHost: "pay-api.amazon.eu",
    regionHeaders: ["eu"],
    awsRegion: "eu-west-1",
    ledgerCurrencies: ["EUR", "GBP"],
    checkoutLanguages: ["en_GB", "de_DE", "fr_FR", "it_IT", "es_ES"],
    orderCurrencies: ["EUR", "GBP", "AUD", "DKK", "HKD", "JPY", "NZD", "NOK", "ZAR", "SEK", "CHF", "USD"],
    idPrefix: "B02",
    monthlyLimits: EUROPEAN_MONTHLY_LIMITS,
    hostedUpdatePage: true,
  },
  jp: {
    apiHost: "pay-api.amazon.jp",
    regionHeaders: ["jp"],
    awsRegion: "ap-northeast-1",
    ledgerCurrencies: ["JPY"],
    checkoutLanguages: ["ja_JP"],
    orderCurrencies: ["JPY"],
    idPrefix: "B03",
    monthlyLimits: { JPY: "2000000" },
    hostedUpdatePage: false,
  },
}
