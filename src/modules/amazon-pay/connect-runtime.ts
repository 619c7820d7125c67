import type { Logger } from "@medusajs/framework/types"
import { createAmazonPayClient } from "../../client/amazon-pay-client"
import { createCertificateSource } from "../../client/certificate-source"
import { confirmSubscription } from "../../client/confirm-subscription"
import type { ResolvedOptions } from "../../options/resolved"
import { sharedDataSource, type KnexConnection } from "./persistence/data-source"
import type { ConnectedAccount, Runtime } from "./runtime"

type Connection = {
  knex: KnexConnection & object
  schema?: string
  options: ResolvedOptions
  logger?: Runtime["logger"]
  now?: () => Date
}

const runtimes = new WeakMap<object, Promise<Runtime>>()

/**
 * The one runtime of this process for a Medusa connection, shared by the module and the payment providers: one data
 * source, and per account one client with one rate limit and one circuit breaker.
 */
export function connectRuntime(connection: Connection): Promise<Runtime> {
  const known = runtimes.get(connection.knex)
  if (known) return known
  const connected = connect(connection)
  runtimes.set(connection.knex, connected)
  connected.catch(() => runtimes.delete(connection.knex))
  return connected
}

async function connect({ knex, schema, options, logger, now = () => new Date() }: Connection): Promise<Runtime> {
  const db = await sharedDataSource(knex, schema)
  const accounts = new Map<string, ConnectedAccount>()
  for (const account of options.accounts.values()) {
    accounts.set(account.id, { account, client: createAmazonPayClient(account, { now }) })
  }
  const [first] = options.accounts.values()
  const certificates = createCertificateSource({
    baseUrl: first?.endpoints.snsCertificates ?? null,
    trustAnchors: options.ipn.trustAnchors,
    now,
  })
  return { db, options, accounts, certificates, confirmSubscription, now, logger: logger ?? quiet }
}

const quiet: Pick<Logger, "debug" | "info" | "warn" | "error"> = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
