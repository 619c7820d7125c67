import { X509Certificate } from "node:crypto"
import { resolveAccounts, type AccountDraft } from "./account"
import { AmazonPayOptionsError } from "./error"
import { Problems } from "./problems"
import type { MerchantAccount, OptionsEnvironment, ResolvedOptions } from "./resolved"
import type { AmazonPayOptions } from "./schema"
import { parseShape } from "./shape"
import { storefrontPathProblem, baseUrlProblem, normalBaseUrl, withoutTrailingSlash } from "./urls"

const SECONDS_PER_DAY = 86_400
const DEFAULT_PATHS = { accountPath: "/account/amazon-pay", checkoutPath: "/checkout/amazon-pay" } as const
type PathOption = keyof typeof DEFAULT_PATHS
/** Leaves room for the rest of a return URL within the 512 characters that Amazon accepts. */
const LONGEST_BASE_URL = 400
/** More returns than an address may make in a minute are more than Amazon lets a whole store complete. */
const DEFAULT_LIMITS = { requestsPerCustomer: 60, returnsPerUpdate: 30, returnsPerAddress: 240 } as const

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
  const store = resolveStore(options, accounts, environment, problems)
  if (problems.found.length) throw new AmazonPayOptionsError(problems.found)
  return deepFreeze({ ...store, accounts: new Map(accounts.map((account) => [account.id, complete(account)])) })
}

function complete({ keys: [first, ...others], ...account }: AccountDraft): MerchantAccount {
  if (!first) throw new AmazonPayOptionsError([{ option: "privateKey", message: "is required" }])
  return { ...account, keys: [first, ...others] }
}

function resolveStore(
  options: AmazonPayOptions,
  accounts: readonly AccountDraft[],
  { production }: OptionsEnvironment,
  problems: Problems,
): Omit<ResolvedOptions, "accounts"> {
  const sandbox = accounts.every((account) => account.sandbox)
  return {
    backendUrl: resolveBaseUrl("backendUrl", options, sandbox, problems),
    storefrontUrl: resolveBaseUrl("storefrontUrl", options, sandbox, problems),
    returnTo: options.returnTo ?? "backend",
    accountPath: resolvePath("accountPath", options, problems),
    checkoutPath: resolvePath("checkoutPath", options, problems),
    ipn: resolveIpn(options, production || !sandbox, problems),
    retention: resolveRetention(options, problems),
    limits: resolveLimits(options),
  }
}

function resolvePath(name: PathOption, options: AmazonPayOptions, problems: Problems): string {
  const path = withoutTrailingSlash(options[name] ?? DEFAULT_PATHS[name])
  const problem = storefrontPathProblem(path)
  if (problem) problems.add(name, problem)
  return path
}

function resolveBaseUrl(
  name: "backendUrl" | "storefrontUrl",
  options: AmazonPayOptions,
  sandbox: boolean,
  problems: Problems,
): string {
  const value = options[name]
  if (value === undefined) return problems.require(value, name, "")
  const problem = baseUrlProblem(value, sandbox)
  if (problem) {
    problems.add(name, problem)
    return ""
  }
  const url = normalBaseUrl(value)
  const longest = name === "storefrontUrl" ? longestPath(options) : { name: "a path", length: 0 }
  if (url.length + longest.length > LONGEST_BASE_URL) {
    problems.add(
      name,
      `is too long: with ${longest.name} it may have ${LONGEST_BASE_URL} characters, for Amazon accepts 512`,
    )
  }
  return url
}

function longestPath(options: AmazonPayOptions): { name: PathOption; length: number } {
  const lengthOf = (name: PathOption) => (options[name] ?? DEFAULT_PATHS[name]).length
  const name = lengthOf("checkoutPath") > lengthOf("accountPath") ? "checkoutPath" : "accountPath"
  return { name, length: lengthOf(name) }
}

function resolveIpn({ ipn = {} }: AmazonPayOptions, live: boolean, problems: Problems): ResolvedOptions["ipn"] {
  if (ipn.autoApproveTopics && live) {
    problems.add("ipn.autoApproveTopics", "is for sandboxes only: anybody can own a topic. Name the topic in topicArns")
  }
  for (const [index, anchor] of (ipn.trustAnchors ?? []).entries()) {
    const problem = trustAnchorProblem(anchor)
    if (problem) problems.add(`ipn.trustAnchors.${index}`, problem)
  }
  return {
    autoApproveTopics: ipn.autoApproveTopics ?? false,
    maxAgeSeconds: ipn.maxAgeSeconds ?? 14 * SECONDS_PER_DAY,
    trustAnchors: ipn.trustAnchors ?? [],
  }
}

function trustAnchorProblem(pem: string): string | null {
  if (pem.split("-----BEGIN CERTIFICATE-----").length > 2) return "holds several certificates; give each its own entry"
  try {
    return new X509Certificate(pem).ca ? null : "is not the certificate of a certificate authority"
  } catch {
    return "is not a PEM certificate"
  }
}

function resolveRetention(
  { retention = {}, ipn = {} }: AmazonPayOptions,
  problems: Problems,
): ResolvedOptions["retention"] {
  const notificationDays = retention.notificationDays ?? 90
  const maxAgeSeconds = ipn.maxAgeSeconds ?? 14 * SECONDS_PER_DAY
  if (notificationDays * SECONDS_PER_DAY <= maxAgeSeconds) {
    problems.add(
      "retention.notificationDays",
      "must be longer than ipn.maxAgeSeconds: a message that is forgotten while it is still accepted can be replayed",
    )
  }
  return {
    historyDays: retention.historyDays ?? null,
    notificationDays,
    addressDays: retention.addressDays ?? 30,
  }
}

function resolveLimits({ limits = {} }: AmazonPayOptions): ResolvedOptions["limits"] {
  return {
    requestsPerCustomer: limits.requestsPerCustomer ?? DEFAULT_LIMITS.requestsPerCustomer,
    returnsPerUpdate: limits.returnsPerUpdate ?? DEFAULT_LIMITS.returnsPerUpdate,
    returnsPerAddress: limits.returnsPerAddress ?? DEFAULT_LIMITS.returnsPerAddress,
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
