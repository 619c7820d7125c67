import { EventEmitter } from "node:events"
import { DataSource, type DataSourceOptions } from "typeorm"
import { migrations } from "../../../../migrations"
import { entities } from "./entities"

export const MIGRATIONS_TABLE = "amazon_pay_migrations"

/** The part of Medusa's knex connection (`__pg_connection__`) that lends out connections. */
export type KnexConnection = {
  client: {
    acquireConnection(): Promise<unknown>
    releaseConnection(connection: unknown): Promise<void>
  }
}

type Release = (error?: unknown) => void
type ConnectCallback = (error: unknown, connection?: unknown, release?: Release) => void

/** What TypeORM's postgres driver expects of `pg.Pool`, over the pool Medusa already has. */
class MedusaPool extends EventEmitter {
  constructor(private readonly knex: KnexConnection) {
    super()
  }

  connect(callback: ConnectCallback): void {
    this.knex.client.acquireConnection().then(
      (connection) => callback(undefined, connection, this.releaseOnce(connection)),
      (error: unknown) => callback(error),
    )
  }

  /** The pool belongs to Medusa, which ends it. */
  end(callback?: () => void): void {
    callback?.()
  }

  private releaseOnce(connection: unknown): Release {
    let released = false
    return () => {
      if (released) return
      released = true
      void this.knex.client.releaseConnection(connection)
    }
  }
}

/** The PostgreSQL schema of our tables. Medusa gives an empty one, or none, where none is configured. */
export function schemaName(configured?: string): string {
  return configured || "public"
}

const common = {
  type: "postgres",
  entities,
  migrations,
  migrationsTableName: MIGRATIONS_TABLE,
  migrationsTransactionMode: "each",
  synchronize: false,
  logging: false,
  installExtensions: false,
} as const

/**
 * A data source that borrows connections from Medusa's own pool.
 *
 * @param knex Medusa's `__pg_connection__`
 * @param schema as configured, see {@link schemaName}
 */
export function dataSourceOnMedusaPool(knex: KnexConnection, schema?: string): DataSource {
  class Pool {
    constructor() {
      return new MedusaPool(knex)
    }
  }
  const options = { ...common, schema: schemaName(schema), driver: { Pool } }
  return new DataSource(options as DataSourceOptions)
}

/** A data source with its own connections, for migrations and tools that run without Medusa's pool. */
export function dataSourceAt(url: string, schema?: string): DataSource {
  return new DataSource({
    ...common,
    schema: schemaName(schema),
    url,
    poolSize: 4,
    applicationName: "amazon-pay",
  })
}
