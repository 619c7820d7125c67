import type { SigningKey } from "../protocol/algorithm"
import { REGION_ALIASES, REGION_CODES, REGIONS, type LedgerCurrency, type Region } from "../protocol/regions"
import { parseTopicArn } from "../protocol/sns/topic"
import { deliveryProblems } from "./delivery-rules"
import { endpointProblems, resolveEndpoints } from "./endpoints"
import type { Problems } from "./problems"
import type { MerchantAccount, OptionsEnvironment } from "./resolved"
import type { AccountOptions, AmazonPayOptions } from "./schema"
import { resolveKeys } from "./signing-keys"

/** An account before all problems are known: it may lack its keys. */
export type AccountDraft = Omit<MerchantAccount, "keys"> & { keys: SigningKey[] }

const DEFAULT_ACCOUNT = "default"
const ACCOUNT_ID = /^[a-z0-9][a-z0-9-]{0,31}$/
const MERCHANT_ID = /^[A-Za-z0-9_-]+$/
const STORE_ID = /^amzn1\.application-oa2-client\.[A-Za-z0-9]{1,96}$/

/** The one account at the top level, or every named one with the top level as its default. */
export function resolveAccounts(
  options: AmazonPayOptions,
  environment: OptionsEnvironment,
  problems: Problems,
): AccountDraft[] {
  const { accounts } = options
  if (!accounts && problems.isUnreadable("accounts")) return []
  if (!accounts) return [resolveAccount(DEFAULT_ACCOUNT, "", options, options, environment, problems)]
  const named = Object.entries(accounts)
  if (!named.length) problems.add("accounts", "names no account")
  const resolved = named.map(([id, own]) => {
    if (!ACCOUNT_ID.test(id)) problems.add(`accounts.${id}`, "must be named with lower-case letters, digits and dashes")
    return resolveAccount(id, `accounts.${id}.`, withDefaults(own, options), options, environment, problems)
  })
  refuseTwins(resolved, problems)
  return resolved
}

/** An account's own options before the shared ones; its own key material takes the place of all that is shared. */
function withDefaults(own: AccountOptions, shared: AmazonPayOptions): AccountOptions {
  const { keys, publicKeyId, privateKey, ...others } = shared
  const hasPair = own.publicKeyId !== undefined || own.privateKey !== undefined
  const sharedKeys = { ...(!hasPair && { keys }), ...(!own.keys && { publicKeyId, privateKey }) }
  return {
    ...others,
    ...sharedKeys,
    ...defined(own),
    ipn: { ...shared.ipn, ...defined(own.ipn) },
    endpoints: { ...shared.endpoints, ...defined(own.endpoints) },
  }
}

/** Only what was really said: an option that is there and undefined leaves the shared one standing. */
function defined<T extends object>(options: T | undefined): Partial<T> {
  const said = Object.entries(options ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said) as Partial<T>
}

function resolveAccount(
  id: string,
  at: string,
  account: AccountOptions,
  store: AmazonPayOptions,
  environment: OptionsEnvironment,
  problems: Problems,
): AccountDraft {
  const region = resolveRegion(account, at, problems)
  const sandbox = resolveSandbox(account, at, environment, problems)
  const allowed = !environment.production || (sandbox && store.allowEndpointOverride === true)
  checkLists(account, at, problems)
  for (const { path, message } of endpointProblems(account.endpoints, { allowed })) {
    problems.add(`${at}endpoints${path}`, message)
  }
  return {
    id,
    merchantId: resolveMerchantId(account, at, problems),
    storeId: resolveStoreId(account, at, problems),
    keys: resolveKeys(account, at, { sandbox, readFile: environment.readFile }, problems),
    region,
    sandbox,
    environment: sandbox ? "sandbox" : "live",
    algorithm: account.algorithm ?? "AMZN-PAY-RSASSA-PSS-V2",
    ...resolveLocale(account, region, at, problems),
    updateSetupOnly: account.updateSetupOnly ?? true,
    ...resolvePayments(account, at, problems),
    deliverySpecifications: account.deliverySpecifications,
    scopes: account.scopes,
    merchantMetadata: account.merchantMetadata,
    endpoints: resolveEndpoints(account.endpoints, REGIONS[region]),
    topicArns: account.ipn?.topicArns ?? [],
  }
}

function checkLists({ deliverySpecifications, scopes, ipn }: AccountOptions, at: string, problems: Problems): void {
  for (const { path, message } of deliverySpecifications ? deliveryProblems(deliverySpecifications) : []) {
    problems.add(`${at}deliverySpecifications.${path}`, message)
  }
  if (scopes && new Set(scopes).size !== scopes.length) problems.add(`${at}scopes`, "names a scope twice")
  for (const [index, arn] of (ipn?.topicArns ?? []).entries()) {
    if (!parseTopicArn(arn)) problems.add(`${at}ipn.topicArns.${index}`, "is not the ARN of an SNS topic")
  }
}

function resolvePayments(
  { capture = false, pendingAuthorizations = false }: AccountOptions,
  at: string,
  problems: Problems,
): Pick<MerchantAccount, "capture" | "pendingAuthorizations"> {
  if (capture && pendingAuthorizations) {
    problems.add(
      `${at}pendingAuthorizations`,
      "cannot be used together with capture: Amazon takes either wish, not both",
    )
  }
  return { capture, pendingAuthorizations }
}

function resolveMerchantId(account: AccountOptions, at: string, problems: Problems): string {
  const merchantId = problems.require(account.merchantId, `${at}merchantId`, "")
  if (merchantId && !MERCHANT_ID.test(merchantId)) {
    problems.add(`${at}merchantId`, "must be letters and digits; copy it from Seller Central")
  }
  return merchantId
}

function resolveStoreId(account: AccountOptions, at: string, problems: Problems): string {
  const storeId = problems.require(account.storeId, `${at}storeId`, "")
  if (storeId && !STORE_ID.test(storeId)) {
    const form = "amzn1.application-oa2-client.<letters and digits>"
    problems.add(`${at}storeId`, `must look like ${form}; copy it from Seller Central`)
  }
  return storeId
}

function resolveRegion(account: AccountOptions, at: string, problems: Problems): Region {
  const given = problems.require(account.region, `${at}region`, "na")
  return REGION_ALIASES[given] ?? REGION_CODES.find((code) => code === given) ?? "na"
}

function resolveSandbox(
  account: AccountOptions,
  at: string,
  { production }: OptionsEnvironment,
  problems: Problems,
): boolean {
  if (account.sandbox === undefined && production) {
    problems.add(`${at}sandbox`, "must be set in production: false for real payments, true for Amazon's sandbox")
  }
  return account.sandbox ?? true
}

function resolveLocale(
  { region: given, ledgerCurrency, checkoutLanguage }: AccountOptions,
  region: Region,
  at: string,
  problems: Problems,
): Pick<MerchantAccount, "ledgerCurrency" | "checkoutLanguage"> {
  const { ledgerCurrencies, checkoutLanguages } = REGIONS[region]
  const choose = <T extends string>(option: string, wanted: string | undefined, known: readonly [T, ...T[]]): T => {
    const chosen = wanted === undefined ? known[0] : known.find((candidate) => candidate === wanted)
    if (chosen === undefined && given !== undefined) {
      problems.add(`${at}${option}`, `must be ${known.join(" or ")} in region ${region}`)
    }
    return chosen ?? known[0]
  }
  return {
    ledgerCurrency: choose<LedgerCurrency>("ledgerCurrency", ledgerCurrency, ledgerCurrencies),
    checkoutLanguage: choose("checkoutLanguage", checkoutLanguage, checkoutLanguages),
  }
}

function refuseTwins(accounts: readonly AccountDraft[], problems: Problems): void {
  const seen = new Map<string, string>()
  for (const { id, merchantId, region, environment } of accounts) {
    if (!merchantId) continue
    const identity = [merchantId, region, environment].join("|")
    const twin = seen.get(identity)
    if (twin) problems.add(`accounts.${id}`, `is the same merchant, region and environment as accounts.${twin}`)
    seen.set(identity, id)
  }
}
