import type { ConfigModule } from "@medusajs/framework/types"
import type { SelfTestAccount, StatusCheck } from "../../contracts"
import { selfTest } from "../../modules/amazon-pay/upkeep/self-test"
import { readStatus } from "../../modules/amazon-pay/upkeep/status"
import type { AmazonPayOptionsError } from "../../options/error"
import type { ResolvedOptions } from "../../options/resolved"
import { CommandFailure } from "../failure"
import { openStore, type OpenStore } from "../store/open-store"
import { readStoreConfig } from "../store/store-config"
import { optionsIn } from "../store/store-options"
import { contentSecurityPolicy, optionProblems, providers, signingKey } from "./configuration"
import { ok, wrong, type Finding } from "./finding"
import { checkIpnEndpoint } from "./ipn-endpoint"

type Store = { config: ConfigModule; options: ResolvedOptions }

/** Looks at everything that can be looked at; what is broken does not keep the rest from being seen. */
export async function examine(directory: string): Promise<Finding[]> {
  const store = await readStore(directory)
  if (Array.isArray(store)) return store
  const { config, options } = store
  const accounts = [...options.accounts.values()]
  const [ofDatabase, ipnEndpoint] = await Promise.all([withDatabase(store), checkIpnEndpoint(options)])
  return [
    ok("options", "Every option can be used."),
    ...accounts.map(signingKey),
    providers(config, options),
    ...ofDatabase,
    ipnEndpoint,
    ...accounts.map(contentSecurityPolicy),
  ]
}

/** @returns what is wrong, where the options cannot be used at all */
async function readStore(directory: string): Promise<Store | Finding[]> {
  try {
    const config = await readStoreConfig(directory)
    return { config, options: optionsIn(config) }
  } catch (error) {
    if (isOptionsError(error)) return optionProblems(error.problems)
    if (error instanceof CommandFailure) return [wrong("config", error.message)]
    throw error
  }
}

/** The config may have loaded another copy of this package; then it is another class. */
function isOptionsError(error: unknown): error is AmazonPayOptionsError {
  return error instanceof Error && error.name === "AmazonPayOptionsError" && "problems" in error
}

async function withDatabase({ config, options }: Store): Promise<Finding[]> {
  const opened = await openStore(config, options).catch(whyClosed)
  if (Array.isArray(opened)) {
    return [...opened, ...inWords(await selfTest({ options, db: null, now: () => new Date() }))]
  }
  try {
    return await ofStore(opened)
  } finally {
    await opened.close()
  }
}

function whyClosed(error: unknown): Finding[] {
  if (isOptionsError(error)) return optionProblems(error.problems)
  if (error instanceof CommandFailure) return [wrong("database", error.message)]
  throw error
}

async function ofStore({ runtime }: OpenStore): Promise<Finding[]> {
  const [{ checks }, tested] = await Promise.all([readStatus(runtime), selfTest(runtime)])
  return [ok("database", "The database answers and is migrated."), ...checks.map(ofChecklist), ...inWords(tested)]
}

function ofChecklist({ id, level, message, fix }: StatusCheck): Finding {
  return { id, level, account: null, message, fix }
}

/** What could not be looked at is not well, and is no error: whatever was in the way is one itself. */
function inWords(accounts: readonly SelfTestAccount[]): Finding[] {
  return accounts.flatMap(({ merchant_account: account, checks }) =>
    checks.map(({ name, ok: isFine, code, message, what_to_do: fix }) => {
      const level = code === "not_checked" ? "warning" : isFine ? "ok" : "error"
      return { id: name, level, account, message, fix } as const
    }),
  )
}
