import { createAmazonPayClient } from "../../client/amazon-pay-client"
import { createCertificateSource, type CertificateSource } from "../../client/certificate-source"
import { confirmSubscription } from "../../client/confirm-subscription"
import type { Operation, RateLimit } from "../../client/operations"
import { createSharedBudget, pauseWhenThrottled, type SharedBudget } from "../../client/shared-budget"
import type { MerchantAccount, ResolvedOptions } from "../../options/resolved"
import { assertAccountsConfigured, assertMigrated } from "./persistence/boot-checks"
import { budgetStoreOn } from "./persistence/budget-store"
import { dataSourceOnMedusaPool, schemaName, type KnexConnection } from "./persistence/data-source"
import type { ConnectedAccount, Runtime } from "./runtime"
import { measuredTurns, noteAttempt } from "./telemetry/amazon"
import { watchBacklog } from "./telemetry/backlog"
import { readBacklog } from "./upkeep/backlog"

type Connection = {
  knex: KnexConnection & object
  schema?: string
  options: ResolvedOptions
  logger?: Runtime["logger"]
  now?: () => Date
  /** Amazon's limits, where they are not those of its documentation. */
  limitOf?: LimitOf
}

type LimitOf = (operation: Operation, account: Pick<MerchantAccount, "environment">) => RateLimit

const runtimes = new WeakMap<object, Promise<Runtime>>()

/**
 * The one runtime of this process for a Medusa connection: one data source, and per account one client with its circuit
 * breaker, on a budget that all processes share. Medusa gives modules and payment providers separate containers; both hold the same
 * connection, and so both get the same runtime.
 *
 * @throws Error when the database is not migrated
 * @throws AmazonPayOptionsError when stored wallets use an account that is not configured
 */
export function connectRuntime(connection: Connection): Promise<Runtime> {
  const known = runtimes.get(connection.knex)
  if (known) return known
  const connected = connect(connection)
  runtimes.set(connection.knex, connected)
  connected.catch(() => runtimes.delete(connection.knex))
  return connected
}

async function connect(connection: Connection): Promise<Runtime> {
  const { knex, schema, options, logger, now = () => new Date() } = connection
  const db = await dataSourceOnMedusaPool(knex, schema).initialize()
  await assertMigrated(db)
  await assertAccountsConfigured(db, options)
  const accounts = new Map<string, ConnectedAccount>()
  for (const account of options.accounts.values()) {
    accounts.set(account.id, { account, client: clientFor(account, budgetFor(account, connection), now) })
  }
  const certificatesFor = certificateSources(options, now)
  const stopWatching = watchBacklog(() => readBacklog({ db, now }))
  const close = async () => {
    stopWatching()
    runtimes.delete(knex)
    if (db.isInitialized) await db.destroy()
  }
  return { db, options, accounts, certificatesFor, confirmSubscription, now, logger: logger ?? quiet, close }
}

function certificateSources({ ipn }: ResolvedOptions, now: () => Date): Runtime["certificatesFor"] {
  const sources = new Map<string | null, CertificateSource>()
  return ({ endpoints: { snsCertificates: baseUrl } }) => {
    const source = sources.get(baseUrl) ?? createCertificateSource({ baseUrl, trustAnchors: ipn.trustAnchors, now })
    sources.set(baseUrl, source)
    return source
  }
}

function clientFor(account: MerchantAccount, budget: SharedBudget, now: () => Date) {
  return createAmazonPayClient(account, {
    now,
    awaitTurn: measuredTurns(budget.awaitTurn),
    onAttempt: async (attempt) => {
      noteAttempt(attempt)
      await pauseWhenThrottled(budget, attempt)
    },
  })
}

function budgetFor(account: MerchantAccount, connection: Connection): SharedBudget {
  const { knex, schema, limitOf = documentedLimit } = connection
  const { merchantId, region, environment } = account
  return createSharedBudget({
    owner: [merchantId, region, environment].join("|"),
    store: budgetStoreOn(knex),
    schema: schemaName(schema),
    limitOf: (operation) => limitOf(operation, account),
  })
}

const documentedLimit: LimitOf = (operation, { environment }) => operation[environment]

const quiet: Runtime["logger"] = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
