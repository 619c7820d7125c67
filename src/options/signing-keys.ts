import type { SigningKey } from "../protocol/algorithm"
import { environmentOfKey } from "../protocol/api-path"
import { PrivateKeyError, readPrivateKey } from "./private-key"
import type { Problems } from "./problems"
import type { AccountOptions } from "./schema"

export type KeyRules = { sandbox: boolean; readFile?: (path: string) => string }

const PUBLIC_KEY_ID = /^[A-Za-z0-9-]+$/

/**
 * The key pairs of an account, the signing one first.
 *
 * @param at where the account stands in the options, empty or ending in a dot
 * @returns fewer pairs than were given when there are problems
 */
export function resolveKeys(account: AccountOptions, at: string, rules: KeyRules, problems: Problems): SigningKey[] {
  const { keys, publicKeyId, privateKey } = account
  if (!keys) {
    if (problems.isUnreadable(`${at}keys`)) return []
    return signingKey({ publicKeyId, privateKey }, at, rules, problems)
  }
  if (publicKeyId !== undefined || privateKey !== undefined) {
    problems.add(`${at}keys`, "and publicKeyId with privateKey exclude each other: give one or the other")
  }
  const ids = keys.map((pair) => pair.publicKeyId)
  if (new Set(ids).size !== ids.length) problems.add(`${at}keys`, "names a publicKeyId twice")
  return keys.flatMap((pair, index) => signingKey(pair, `${at}keys.${index}.`, rules, problems))
}

function signingKey(
  pair: { publicKeyId?: string; privateKey?: string },
  at: string,
  { sandbox, readFile }: KeyRules,
  problems: Problems,
): SigningKey[] {
  const publicKeyId = problems.require(pair.publicKeyId, `${at}publicKeyId`, "")
  if (publicKeyId) checkPublicKeyId(publicKeyId, sandbox, `${at}publicKeyId`, problems)
  if (pair.privateKey === undefined) {
    problems.add(`${at}privateKey`, "is required")
    return []
  }
  try {
    return [{ publicKeyId, privateKey: readPrivateKey(pair.privateKey, readFile) }]
  } catch (error) {
    if (!(error instanceof PrivateKeyError)) throw error
    problems.add(`${at}privateKey`, error.message)
    return []
  }
}

function checkPublicKeyId(publicKeyId: string, sandbox: boolean, option: string, problems: Problems): void {
  if (!PUBLIC_KEY_ID.test(publicKeyId)) {
    problems.add(option, "must be letters, digits and dashes; copy the id that Amazon shows beside the public key")
  }
  const environment = environmentOfKey(publicKeyId)
  if (!environment || (environment === "sandbox") === sandbox) return
  problems.add(
    option,
    `is a ${environment.toUpperCase()} key while sandbox is ${sandbox}: set sandbox to ${!sandbox} or use the other key`,
  )
}
