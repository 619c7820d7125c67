import type { DataSource } from "typeorm"
import type { AmazonPayClient } from "../../client/amazon-pay-client"
import type { CertificateSource } from "../../client/certificate-source"
import type { MerchantAccount, ResolvedOptions } from "../../options/resolved"
import { refusal } from "./errors"
import type { Speaker } from "./telemetry/say"

/** One merchant account together with the client that speaks for it. */
export type ConnectedAccount = Readonly<{ account: MerchantAccount; client: AmazonPayClient }>

/** What every operation of this module works with. Clock and Amazon come in from outside. */
export type Runtime = Readonly<{
  db: DataSource
  options: ResolvedOptions
  accounts: ReadonlyMap<string, ConnectedAccount>
  /** Where the account's signing certificates come from: the same source for accounts with the same place. */
  certificatesFor: (account: MerchantAccount) => CertificateSource
  confirmSubscription: (url: URL) => Promise<void>
  now: () => Date
  logger: Speaker
  /** Lets go of the database when the application stops. */
  close: () => Promise<void>
}>

/**
 * The account with this id.
 *
 * @throws MedusaError `account_not_configured`
 */
export function accountOf(runtime: Runtime, id: string): ConnectedAccount {
  const connected = runtime.accounts.get(id)
  if (!connected) throw refusal("account_not_configured")
  return connected
}

/**
 * The account a customer means: the one named, or the only one.
 *
 * @throws MedusaError `account_required` or `account_not_configured`
 */
export function chosenAccount(runtime: Runtime, id: string | undefined): ConnectedAccount {
  if (id !== undefined) return accountOf(runtime, id)
  const [only, ...others] = runtime.accounts.values()
  if (!only || others.length) throw refusal("account_required")
  return only
}

/** Every account of the merchant that this account belongs to, itself among them: one sandbox, one live, by region. */
export function accountsOfSameMerchant(runtime: Runtime, id: string | null): string[] {
  const merchantId = runtime.options.accounts.get(id ?? "")?.merchantId
  return [...runtime.options.accounts.values()].filter((other) => other.merchantId === merchantId).map(({ id }) => id)
}
