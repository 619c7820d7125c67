import type { DataSource, ObjectLiteral, SelectQueryBuilder } from "typeorm"

/** Counting stops here: nobody pages further by offset. */
export const COUNT_CAP = 10_001

/** How many rows a query finds, at most 10,001. */
export async function cappedCount<T extends ObjectLiteral>(
  db: DataSource,
  query: SelectQueryBuilder<T>,
): Promise<number> {
  const [sql, parameters] = query.select("1").limit(COUNT_CAP).getQueryAndParameters()
  const [row] = await db.query<{ count: string }[]>(`select count(*) from (${sql}) capped`, parameters)
  return Number(row?.count ?? 0)
}
