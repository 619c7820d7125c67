import type { DataSource } from "typeorm"
import { migrations } from "../../../../migrations"
import { AmazonPayOptionsError } from "../../../options/error"
import type { ResolvedOptions } from "../../../options/resolved"
import { MIGRATIONS_TABLE } from "./data-source"

/**
 * Refuses to work on a database that lacks a migration, before the first buyer finds out.
 *
 * @throws Error that says what to run
 */
export async function assertMigrated(db: DataSource): Promise<void> {
  const done = new Set(await migrationsDone(db))
  const missing = migrations.filter(({ name }) => !done.has(name))
  if (!missing.length) return
  throw new Error(
    `amazon-pay: the database is not migrated (${missing.length} of ${migrations.length} migrations are missing). Run "npx medusa db:migrate" and start again.`,
  )
}

async function migrationsDone(db: DataSource): Promise<string[]> {
  const runner = db.createQueryRunner()
  try {
    if (!(await runner.hasTable(MIGRATIONS_TABLE))) return []
    const rows: { name: string }[] = await runner.query(`select name from ${MIGRATIONS_TABLE}`)
    return rows.map(({ name }) => name)
  } finally {
    await runner.release()
  }
}

/**
 * Refuses options that lack an account which stored wallets still use: those wallets could be neither updated nor
 * charged, and nobody would notice.
 *
 * @throws AmazonPayOptionsError naming every such account
 */
export async function assertAccountsConfigured(db: DataSource, options: ResolvedOptions): Promise<void> {
  const used = await db.query<{ merchant_account: string; wallets: string }[]>(
    `select merchant_account, count(*) as wallets from amazon_pay_wallet
     where status <> 'closed' and merchant_account <> all($1::text[]) group by merchant_account order by 1`,
    [[...options.accounts.keys()]],
  )
  if (!used.length) return
  throw new AmazonPayOptionsError(
    used.map(({ merchant_account, wallets }) => ({
      option: `accounts.${merchant_account}`,
      message: `is missing, and ${wallets} saved wallets use it. Configure it again under this name`,
    })),
  )
}
