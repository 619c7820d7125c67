import { DataSource } from "typeorm"
import { runMigrations } from "../../../src/modules/amazon-pay/migration-scripts"
import { dataSourceAt } from "../../../src/modules/amazon-pay/persistence/data-source"
import { createDatabase } from "../support/store"

/** A migrated database of its own. */
export type ListDatabase = {
  db: DataSource
  /** Every statement sent since the last call. */
  statements: () => Statement[]
  close: () => Promise<void>
}

export type Statement = { sql: string; parameters: unknown[] }

export async function openListDatabase(): Promise<ListDatabase> {
  const database = await createDatabase()
  await runMigrations({ options: { database: { clientUrl: database.url } } })
  const { db, statements } = recording(dataSourceAt(database.url))
  await db.initialize()
  return {
    db,
    statements,
    close: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}

function recording(plain: DataSource): Pick<ListDatabase, "db" | "statements"> {
  let sent: Statement[] = []
  const nothing = () => undefined
  const db = new DataSource({
    ...plain.options,
    logging: ["query"],
    logger: {
      logQuery: (sql, parameters) => sent.push({ sql, parameters: (parameters as unknown[]) ?? [] }),
      logQueryError: nothing,
      logQuerySlow: nothing,
      logSchemaBuild: nothing,
      logMigration: nothing,
      log: nothing,
    },
  })
  return {
    db,
    statements: () => {
      const found = sent
      sent = []
      return found
    },
  }
}

/** What differs between entries; the rest is made up. */
export type EntryInput = {
  id: string
  created_at?: string
  customer_id?: string
  wallet_id?: string | null
  status?: string
  update_type?: string | null
  initiated_by?: string
  sources?: string[]
  changes?: unknown[]
  message?: string | null
}

export async function insertEntries(db: DataSource, entries: readonly EntryInput[]): Promise<void> {
  const full = entries.map((entry) => ({ ...ENTRY, ...entry }))
  await db.query(
    `insert into amazon_pay_wallet_update
       (id, created_at, customer_id, wallet_id, status, update_type, initiated_by, sources, changes, message, merchant_account)
     select id, created_at, customer_id, wallet_id, status, update_type, initiated_by, sources, changes, message, 'default'
     from jsonb_to_recordset($1) as entry(id text, created_at timestamptz, customer_id text, wallet_id text, status text,
       update_type text, initiated_by text, sources text[], changes jsonb, message text)`,
    [JSON.stringify(full)],
  )
}

const ENTRY = {
  created_at: "2026-01-01T00:00:00.000000Z",
  customer_id: "cus_1",
  wallet_id: null,
  status: "completed",
  update_type: "payment_method",
  initiated_by: "customer",
  sources: ["return"],
  changes: [],
  message: null,
}

export type WalletInput = {
  id: string
  created_at?: string
  customer_id?: string
  charge_permission_id?: string
  status?: string
  reasons?: string[]
}

export async function insertWallets(db: DataSource, wallets: readonly WalletInput[]): Promise<void> {
  const full = wallets.map((wallet) => ({
    created_at: "2026-01-01T00:00:00.000000Z",
    customer_id: "cus_1",
    charge_permission_id: wallet.id,
    status: "chargeable",
    reasons: [],
    ...wallet,
  }))
  await db.query(
    `insert into amazon_pay_wallet
       (id, created_at, customer_id, charge_permission_id, status, reasons, merchant_account, environment, product_type)
     select id, created_at, customer_id, charge_permission_id, status, reasons, 'default', 'sandbox', 'pay_only'
     from jsonb_to_recordset($1) as wallet(id text, created_at timestamptz, customer_id text, charge_permission_id text,
       status text, reasons text[])`,
    [JSON.stringify(full)],
  )
}

/** Everything a list has, page by page. */
export async function allPages<Row>(
  read: (cursor: string) => Promise<{ rows: Row[]; nextCursor: string | null }>,
): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | null = ""
  while (cursor !== null) {
    const page: { rows: Row[]; nextCursor: string | null } = await read(cursor)
    rows.push(...page.rows)
    cursor = page.nextCursor
  }
  return rows
}
