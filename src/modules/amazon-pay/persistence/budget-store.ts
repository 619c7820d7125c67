import type { BudgetStore } from "../../../client/shared-budget"
import type { KnexConnection } from "./data-source"
import { inTime } from "./in-time"

/** A budget that is not known by then is kept by the process alone: a buyer is waiting. */
const LONGEST_MS = 1_000

/**
 * The shared budget's statements on Medusa's own pool. They go without the names that the limiter gives them: behind a
 * pooler, a connection may meet another server connection each time, which does not know a statement by its name.
 *
 * @see https://www.pgbouncer.org/features.html
 */
export function budgetStoreOn(knex: KnexConnection): BudgetStore {
  return {
    query: (statement) => inTime("The shared budget", LONGEST_MS, queryOn(knex, { ...statement, name: undefined })),
  }
}

async function queryOn({ client }: KnexConnection, statement: object): Promise<unknown> {
  const connection = await client.acquireConnection()
  try {
    if (!isQueryable(connection)) throw new TypeError("amazon-pay: the pool lends out no PostgreSQL connections")
    return await connection.query(statement)
  } finally {
    await client.releaseConnection(connection)
  }
}

function isQueryable(connection: unknown): connection is { query: (statement: object) => Promise<unknown> } {
  return typeof connection === "object" && connection !== null && "query" in connection
}
