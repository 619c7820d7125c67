import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import type { DataSource } from "typeorm"
import { dataSourceAt, dataSourceOnMedusaPool, type KnexConnection } from "./persistence/data-source"

type MigrationArguments = {
  options?: { database?: { clientUrl?: string; schema?: string } }
  container?: MedusaContainer
  logger?: Pick<Logger, "info">
  /** Given when a whole batch is undone; absent for one step back. */
  migrationNames?: string[]
}

async function withDataSource<T>(args: MigrationArguments, run: (db: DataSource) => Promise<T>): Promise<T> {
  const db = openDataSource(args)
  await db.initialize()
  try {
    return await run(db)
  } finally {
    await db.destroy()
  }
}

function openDataSource({ options, container }: MigrationArguments): DataSource {
  const knex = container?.resolve<KnexConnection | undefined>(ContainerRegistrationKeys.PG_CONNECTION, {
    allowUnregistered: true,
  })
  const schema = options?.database?.schema
  if (knex) return dataSourceOnMedusaPool(knex, schema)
  const url = options?.database?.clientUrl
  if (!url) throw new Error("amazon-pay: no database to migrate: neither a connection nor a URL was given")
  return dataSourceAt(url, schema)
}

/** Runs what is pending; `medusa db:migrate` calls it under its own lock. */
export async function runMigrations(args: MigrationArguments): Promise<{ name: string; path: string }[]> {
  return withDataSource(args, async (db) => {
    const done = await db.runMigrations({ transaction: "each" })
    args.logger?.info(done.length ? `amazon-pay: migrated ${done.length}` : "amazon-pay: database is up to date")
    return done.map(({ name }) => ({ name, path: "" }))
  })
}

/** Undoes the last migration, or as many as the batch that is rolled back contained. */
export async function revertMigration(args: MigrationArguments): Promise<void> {
  await withDataSource(args, async (db) => {
    for (let left = args.migrationNames?.length ?? 1; left > 0; left--) {
      await db.undoLastMigration({ transaction: "each" })
    }
    args.logger?.info("amazon-pay: rolled back")
  })
}

/** The statements that would bring the database to what the entities say; empty when they agree. */
export async function schemaDrift(args: MigrationArguments): Promise<string[]> {
  return withDataSource(args, async (db) => {
    const { upQueries } = await db.driver.createSchemaBuilder().log()
    return upQueries.map(({ query }) => query)
  })
}

/** What `medusa db:generate` prints for this module. */
export async function generateMigration(args: MigrationArguments): Promise<void> {
  const drift = await schemaDrift(args)
  args.logger?.info(drift.length ? `amazon-pay: schema drift\n${drift.join(";\n")}` : "amazon-pay: no schema drift")
}
