/** The regions Amazon Pay knows, in the words of its API. */
export const SIMULATOR_REGIONS = ["na", "eu", "jp"] as const
export type SimulatorRegion = (typeof SIMULATOR_REGIONS)[number]

export type Money = Readonly<{ amount: string; currencyCode: string }>

export type RegionFacts = Readonly<{
  /** What `x-amz-pay-host` must say. */
  apiHost: string
  /** What `x-amz-pay-region` may say, in lower case. */
  regionHeaders: readonly string[]
  /** AWS region of the topic that carries notifications. */
  awsRegion: string
  ledgerCurrencies: readonly string[]
  checkoutLanguages: readonly string[]
  /** Currencies `estimatedOrderAmount` may have. */
  orderCurrencies: readonly string[]
  /** How charge permission ids of this region begin here. Amazon's own grammar is not documented. */
  idPrefix: string
  /** What a saved wallet may be charged in one calendar month. */
  monthlyLimit: Money
  /** Whether Amazon offers the hosted update page. */
  hostedUpdatePage: boolean
}>

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
    monthlyLimit: { amount: "15000.00", currencyCode: "USD" },
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
    monthlyLimit: { amount: "15000.00", currencyCode: "EUR" },
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
    monthlyLimit: { amount: "2000000", currencyCode: "JPY" },
    hostedUpdatePage: false,
  },
}
