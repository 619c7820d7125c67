import type { Algorithm, SigningKey } from "../protocol/algorithm"
import type { DeliverySpecifications } from "../protocol/delivery"
import type { LedgerCurrency, Region } from "../protocol/regions"
import type { Environment } from "../contracts/wallet"

/** What of the surroundings matters to the rules. */
export type OptionsEnvironment = { production: boolean; readFile?: (path: string) => string }

/** Buyer details Amazon can be asked for besides the address. */
export const SCOPES = [
  "name",
  "email",
  "phoneNumber",
  "billingAddress",
  "postalCode",
  "shippingAddress",
  "primeStatus",
] as const
export type Scope = (typeof SCOPES)[number]

export type MerchantMetadata = Readonly<{
  merchantReferenceId?: string
  merchantStoreName?: string
  noteToBuyer?: string
  customInformation?: string
}>

/** Where Amazon is reached. Each defaults to Amazon itself and changes only for the simulator. */
export type Endpoints = Readonly<{
  /** Base URL of the v2 API, e.g. `https://pay-api.amazon.eu`. */
  payApi: string
  /** URL of the browser script. */
  checkoutScript: string
  /** Base URL certificate bytes are fetched from, or `null` for the host that the checked URL names. */
  snsCertificates: string | null
  /** Base URL subscriptions are confirmed at, or `null` for SNS of the topic's region. */
  sns: string | null
}>

/** One Amazon merchant account, checked, with its keys parsed. */
export type MerchantAccount = Readonly<{
  /** The name the store gave it, `default` for a single account. */
  id: string
  merchantId: string
  storeId: string
  /** The first signs; all stay valid during a rotation. */
  keys: readonly [SigningKey, ...SigningKey[]]
  region: Region
  sandbox: boolean
  environment: Environment
  algorithm: Algorithm
  ledgerCurrency: LedgerCurrency
  checkoutLanguage: string
  updateSetupOnly: boolean
  /** Whether payments are captured as soon as they are authorised. */
  capture: boolean
  /** Whether Amazon may authorise payments later. */
  pendingAuthorizations: boolean
  deliverySpecifications?: DeliverySpecifications
  scopes?: readonly Scope[]
  merchantMetadata?: MerchantMetadata
  endpoints: Endpoints
  /** Exact SNS topics whose messages are trusted. Empty means learning. */
  topicArns: readonly string[]
}>

/** Everything a store configured, checked once at boot and frozen. */
export type ResolvedOptions = Readonly<{
  accounts: ReadonlyMap<string, MerchantAccount>
  /** Public base URL of the Medusa server, without a trailing slash. */
  backendUrl: string
  /** Public base URL of the storefront, without a trailing slash. */
  storefrontUrl: string
  returnTo: "backend" | "storefront"
  /** Storefront path a buyer comes back to, with a leading and without a trailing slash. */
  accountPath: string
  /** Storefront path a buyer comes back to after paying, in the same form. */
  checkoutPath: string
  ipn: Readonly<{
    autoApproveTopics: boolean
    maxAgeSeconds: number
    /** PEM certificates; when present the signing certificate must chain to one of them. */
    trustAnchors: readonly string[]
  }>
  retention: Readonly<{
    /** Days after which old history loses its details, or `null` to keep it. */
    historyDays: number | null
    /** Days raw notifications are kept. */
    notificationDays: number
    /** Days addresses of closed wallets are kept. */
    addressDays: number
  }>
  /** How often in a minute, in one process. */
  limits: Readonly<{
    requestsPerCustomer: number
    returnsPerUpdate: number
    returnsPerAddress: number
  }>
}>
