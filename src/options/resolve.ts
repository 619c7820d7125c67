import { REGION_ALIASES, REGIONS, type LedgerCurrency, type Region } from "../protocol/regions"
import type { SigningKey } from "../protocol/algorithm"
import { parseTopicArn } from "../protocol/sns/topic"
import { AmazonPayOptionsError, type OptionProblem } from "./error"
import { deliveryProblems } from "./delivery-rules"
import { endpointProblems, resolveEndpoints } from "./endpoints"
import { PrivateKeyError, readPrivateKey } from "./private-key"
import type { MerchantAccount, ResolvedOptions } from "./resolved"
import { optionsSchema, type AccountOptions, type AmazonPayOptions } from "./schema"
import { accountPathProblem, baseUrlProblem, withoutTrailingSlash } from "./urls"
import { X509Certificate } from "node:crypto"

/** What of the surroundings matters to the rules. */
export type OptionsEnvironment = { production: boolean; readFile?: (path: string) => string }

const SECONDS_PER_DAY = 86_400
const DEFAULT_ACCOUNT = "default"
const ACCOUNT_ID = /^[a-z0-9][a-z0-9-]{0,31}$/
const STORE_ID = /^amzn1\.application-oa2-client\.[A-Za-z0-9]{1,96}$/

/** Collects problems instead of stopping at the first one. */
class Problems {
  readonly found: OptionProblem[] = []

  add(option: string, message: string): void {
    this.found.push({ option, message })
  }

  /** The value, or the fallback after noting that the option is missing. */
  require<T>(value: T | undefined, option: string, fallback: T): T {
    if (value !== undefined) return value
    this.add(option, "is required")
    return fallback
  }
}

/**
 * Checks everything a store configured and parses the keys, once.
 *
 * @param input what the store wrote
 * @throws AmazonPayOptionsError naming every problem at once; no value of an option is in it
 */
export function resolveOptions(input: unknown, environment: OptionsEnvironment): ResolvedOptions {
  const problems = new Problems()
  const options = parseShape(input, problems)
  const accounts = resolveAccounts(options, environment, problems)
  const store = resolveStore(options, problems, environment)
  refuseTwins(accounts, problems)
  if (problems.found.length) throw new AmazonPayOptionsError(problems.found)
  return deepFreeze({ ...store, accounts: new Map(accounts.map((account) => [account.id, account])) })
}

function parseShape(input: unknown, problems: Problems): AmazonPayOptions {
  const parsed = optionsSchema.safeParse(input)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const path = issue.path.join(".")
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) problems.add(path ? `${path}.${key}` : key, "is not an option")
    } else {
      problems.add(path || "options", withoutValue(issue.message))
    }
  }
  throw new AmazonPayOptionsError(problems.found)
}

/** Zod names expectations, and for some issues what it received; only the expectation is told. */
function withoutValue(message: string): string {
  return message.replace(/, received [\s\S]*$/, "")
}

function resolveStore(options: AmazonPayOptions, problems: Problems, { production }: OptionsEnvironment) {
  const accounts = options.accounts ? Object.values(options.accounts) : [options]
  const sandbox = accounts.every((account) => account.sandbox ?? options.sandbox ?? !production)
  for (const name of ["backendUrl", "storefrontUrl"] as const) {
    const value = options[name]
    const problem = value === undefined ? "is required" : baseUrlProblem(value, sandbox)
    if (problem) problems.add(name, problem)
  }
  const pathProblem = options.accountPath === undefined ? null : accountPathProblem(options.accountPath)
  if (pathProblem) problems.add("accountPath", pathProblem)
  const { ipn = {}, retention = {} } = options
  if (ipn.autoApproveTopics && (production || !sandbox)) {
    problems.add("ipn.autoApproveTopics", "is for sandboxes only: anybody can own a topic. Name the topic in topicArns")
  }
  for (const [index, anchor] of (ipn.trustAnchors ?? []).entries()) {
    if (!isCertificate(anchor)) problems.add(`ipn.trustAnchors.${index}`, "is not a PEM certificate")
  }
  return {
    backendUrl: withoutTrailingSlash(options.backendUrl ?? ""),
    storefrontUrl: withoutTrailingSlash(options.storefrontUrl ?? ""),
    returnTo: options.returnTo ?? "backend",
    accountPath: withoutTrailingSlash(options.accountPath ?? "/account/amazon-pay"),
    ipn: {
      autoApproveTopics: ipn.autoApproveTopics ?? false,
      maxAgeSeconds: ipn.maxAgeSeconds ?? 14 * SECONDS_PER_DAY,
      trustAnchors: ipn.trustAnchors ?? [],
    },
    retention: {
      historyDays: retention.historyDays ?? null,
      notificationDays: retention.notificationDays ?? 90,
      addressDays: retention.addressDays ?? 30,
    },
  } as const
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== ""
  } catch {
    return false
  }
}

function resolveAccounts(
  options: AmazonPayOptions,
  environment: OptionsEnvironment,
  problems: Problems,
): MerchantAccount[] {
  const { accounts } = options
  if (!accounts) return [resolveAccount(DEFAULT_ACCOUNT, "", options, options, environment, problems)]
  const named = Object.entries(accounts)
  if (!named.length) problems.add("accounts", "names no account")
  return named.map(([id, own]) => {
    if (!ACCOUNT_ID.test(id)) problems.add(`accounts.${id}`, "must be named with lower-case letters, digits and dashes")
    return resolveAccount(id, `accounts.${id}.`, { ...options, ...own }, options, environment, problems)
  })
}

function resolveAccount(
  id: string,
  at: string,
  account: AccountOptions,
  store: AmazonPayOptions,
  environment: OptionsEnvironment,
  problems: Problems,
): MerchantAccount {
  const region = resolveRegion(account, at, problems)
  const sandbox = resolveSandbox(account, at, environment, problems)
  const { ledgerCurrency, checkoutLanguage } = resolveLocale(account, region, at, problems)
  const { deliverySpecifications, scopes, ipn } = account
  for (const { path, message } of deliverySpecifications ? deliveryProblems(deliverySpecifications) : []) {
    problems.add(`${at}deliverySpecifications.${path}`, message)
  }
  if (scopes && new Set(scopes).size !== scopes.length) problems.add(`${at}scopes`, "names a scope twice")
  for (const [index, arn] of (ipn?.topicArns ?? []).entries()) {
    if (!parseTopicArn(arn)) problems.add(`${at}ipn.topicArns.${index}`, "is not the ARN of an SNS topic")
  }
  for (const { path, message } of endpointProblems(account.endpoints, {
    allowed: !environment.production || (sandbox && store.allowEndpointOverride === true),
  })) {
    problems.add(`${at}endpoints${path}`, message)
  }
  return {
    id,
    merchantId: resolveMerchantId(account, at, problems),
    storeId: resolveStoreId(account, at, problems),
    keys: resolveKeys(account, at, sandbox, environment, problems),
    region,
    sandbox,
    environment: sandbox ? "sandbox" : "live",
    algorithm: account.algorithm ?? "AMZN-PAY-RSASSA-PSS-V2",
    ledgerCurrency,
    checkoutLanguage,
    updateSetupOnly: account.updateSetupOnly ?? true,
    deliverySpecifications,
    scopes,
    merchantMetadata: account.merchantMetadata,
    endpoints: resolveEndpoints(account.endpoints, REGIONS[region]),
    topicArns: ipn?.topicArns ?? [],
  }
}

function resolveMerchantId(account: AccountOptions, at: string, problems: Problems): string {
  const merchantId = problems.require(account.merchantId, `${at}merchantId`, "-")
  if (/\s/.test(merchantId)) problems.add(`${at}merchantId`, "contains a space")
  return merchantId
}

function resolveStoreId(account: AccountOptions, at: string, problems: Problems): string {
  if (account.storeId === undefined) problems.add(`${at}storeId`, "is required")
  else if (!STORE_ID.test(account.storeId)) {
    problems.add(
      `${at}storeId`,
      "must look like amzn1.application-oa2-client.<letters and digits>; copy it from Seller Central",
    )
  }
  return account.storeId ?? ""
}

function resolveRegion(account: AccountOptions, at: string, problems: Problems): Region {
  const given = problems.require(account.region, `${at}region`, "na")
  return REGION_ALIASES[given] ?? (given as Region)
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

function resolveLocale(account: AccountOptions, region: Region, at: string, problems: Problems) {
  const { ledgerCurrencies, checkoutLanguages } = REGIONS[region]
  const ledgerCurrency = account.ledgerCurrency ?? ledgerCurrencies[0]
  const checkoutLanguage = account.checkoutLanguage ?? checkoutLanguages[0]
  if (!ledgerCurrencies.some((known) => known === ledgerCurrency)) {
    problems.add(`${at}ledgerCurrency`, `must be ${ledgerCurrencies.join(" or ")} in region ${region}`)
  }
  if (!checkoutLanguages.includes(checkoutLanguage)) {
    problems.add(`${at}checkoutLanguage`, `must be one of ${checkoutLanguages.join(", ")} in region ${region}`)
  }
  return { ledgerCurrency: ledgerCurrency as LedgerCurrency, checkoutLanguage }
}

function resolveKeys(
  account: AccountOptions,
  at: string,
  sandbox: boolean,
  { readFile }: OptionsEnvironment,
  problems: Problems,
): MerchantAccount["keys"] {
  const { keys, publicKeyId, privateKey } = account
  if (keys && (publicKeyId !== undefined || privateKey !== undefined)) {
    problems.add(`${at}keys`, "and publicKeyId with privateKey exclude each other: give one or the other")
  }
  const pairs = keys ?? [
    {
      publicKeyId: problems.require(publicKeyId, `${at}publicKeyId`, ""),
      privateKey: problems.require(privateKey, `${at}privateKey`, NOT_GIVEN),
    },
  ]
  const ids = pairs.map((pair) => pair.publicKeyId)
  if (new Set(ids).size !== ids.length) problems.add(`${at}keys`, "names a publicKeyId twice")
  return pairs.flatMap((pair, index) => {
    const where = keys ? `${at}keys.${index}.` : at
    refuseContradiction(pair.publicKeyId, sandbox, where, problems)
    return signingKey(pair, where, readFile, problems) ?? []
  }) as unknown as MerchantAccount["keys"]
}

/** Stands in for a key that is missing, so that "is required" is not followed by "is empty". */
const NOT_GIVEN = "\u0000"

function signingKey(
  pair: { publicKeyId: string; privateKey: string },
  where: string,
  readFile: OptionsEnvironment["readFile"],
  problems: Problems,
): SigningKey | null {
  if (pair.privateKey === NOT_GIVEN) return null
  try {
    return { publicKeyId: pair.publicKeyId, privateKey: readPrivateKey(pair.privateKey, readFile) }
  } catch (error) {
    if (!(error instanceof PrivateKeyError)) throw error
    problems.add(`${where}privateKey`, error.message)
    return null
  }
}

function refuseContradiction(publicKeyId: string, sandbox: boolean, where: string, problems: Problems): void {
  const prefix = /^(SANDBOX|LIVE)-/i.exec(publicKeyId)?.[1]?.toUpperCase()
  if (!prefix || (prefix === "SANDBOX") === sandbox) return
  problems.add(
    `${where}publicKeyId`,
    `is a ${prefix} key while sandbox is ${sandbox}: set sandbox to ${!sandbox} or use the other key`,
  )
}

function refuseTwins(accounts: readonly MerchantAccount[], problems: Problems): void {
  const seen = new Map<string, string>()
  for (const { id, merchantId, region, environment } of accounts) {
    const identity = [merchantId, region, environment].join("|")
    const twin = seen.get(identity)
    if (twin) problems.add(`accounts.${id}`, `is the same merchant, region and environment as accounts.${twin}`)
    seen.set(identity, id)
  }
}

/** Freezes plain objects and lists all the way down; keys and maps hold themselves. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value
  if (value instanceof Map) {
    for (const member of value.values()) deepFreeze(member)
    return value
  }
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return value
  for (const member of Object.values(value)) deepFreeze(member)
  return Object.freeze(value)
}
