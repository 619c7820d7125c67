import { X509Certificate } from "node:crypto"
import { resolveAccounts, type AccountDraft } from "./account"
import { AmazonPayOptionsError } from "./error"
import { Problems } from "./problems"
import type { MerchantAccount, OptionsEnvironment, ResolvedOptions } from "./resolved"
import type { AmazonPayOptions } from "./schema"
import { parseShape } from "./shape"
import { accountPathProblem, baseUrlProblem, normalBaseUrl, withoutTrailingSlash } from "./urls"

const SECONDS_PER_DAY = 86_400
const DEFAULT_ACCOUNT_PATH = "/account/amazon-pay"
/** Leaves room for the rest of a return URL within the 512 characters that Amazon accepts. */
const LONGEST_BASE_URL = 400

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
  const accountPath = withoutTrailingSlash(options.accountPath ?? DEFAULT_ACCOUNT_PATH)
  const pathProblem = accountPathProblem(accountPath)
  if (pathProblem) problems.add("accountPath", pathProblem)
  return {
    backendUrl: resolveBaseUrl("backendUrl", options, sandbox, problems),
    storefrontUrl: resolveBaseUrl("storefrontUrl", options, sandbox, problems),
    returnTo: options.returnTo ?? "backend",
    accountPath,
    ipn: resolveIpn(options, production || !sandbox, problems),
    retention: resolveRetention(options, problems),
  }
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
  const path = name === "storefrontUrl" ? (options.accountPath ?? DEFAULT_ACCOUNT_PATH) : ""
  if (url.length + path.length > LONGEST_BASE_URL) {
    problems.add(
      name,
      `is too long: with accountPath it may have ${LONGEST_BASE_URL} characters, for Amazon accepts 512`,
    )
  }
  return url
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
