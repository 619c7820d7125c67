import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm"
import { COUNT_CAP } from "./capped-count"

/** Takes a value into a statement and answers its placeholder. */
export type Bind = (value: unknown) => string

/** A condition on rows. */
export type Condition = (bind: Bind) => string

/**
 * What a list is made of: rows of a table that meet any of the conditions. No row may meet two of them.
 *
 * A whole table is read along its index on time. Everything else is read in the direction `desc nulls last`, which that
 * index does not have and the indexes of the conditions do: PostgreSQL cannot take it into its head to walk the whole table
 * and throw away what does not match, however common it believes a value to be. So a page costs what is on it and a little
 * for each condition, in a table of any size.
 */
export type Listing = {
  table: string
  time: string
  id: string
  /** Whether the only condition leaves the table whole, or cuts it by time alone. */
  whole: boolean
  conditions: readonly Condition[]
}

/** Where a row is in its list. `at` is its time to the microsecond, ISO 8601 in UTC: a `Date` would lose digits. */
export type Position = { at: string; id: string }

/** Which part of a list: `after` is the last row before it. */
export type Part = { limit: number; offset?: number; after?: Position | null }

/** Whoever sends statements: all connections, or one with a transaction. */
export type Reader = Pick<DataSource, "query">

/** The positions of the rows of one page, newest first. */
export async function readPositions(db: Reader, listing: Listing, part: Part): Promise<Position[]> {
  if (!listing.conditions.length) return []
  const { bind, parameters } = binding()
  const { limit, offset = 0 } = part
  const rows = rowsOf(listing, bind, limit + offset, part.after)
  return db.query<Position[]>(
    `select to_char(page.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, page.id
     from (select at, id from (${rows}) listed
       order by ${order(listing, "at", "id")} limit ${bind(limit)}::int offset ${bind(offset)}::int) page
     order by ${order(listing, "page.at", "page.id")}`,
    parameters,
  )
}

/**
 * A page by offset of lists that follow one another, and how many rows they have together, at most 10,001.
 *
 * @param page.offset at most 10,000
 */
export async function readPageAt(
  db: DataSource,
  listings: readonly Listing[],
  page: { limit: number; offset: number },
): Promise<{ positions: Position[]; count: number }> {
  return steadily(db, async (reader) => {
    const positions: Position[] = []
    let { offset } = page
    let count = 0
    for (const listing of listings) {
      const limit = page.limit - positions.length
      const read = limit > 0 ? await readPositions(reader, listing, { limit, offset }) : []
      const isEnd = read.length < limit && (read.length > 0 || offset === 0)
      const length = isEnd ? offset + read.length : await countListed(reader, listing)
      positions.push(...read)
      count += length
      offset = Math.max(offset - length, 0)
    }
    return { positions, count: Math.min(count, COUNT_CAP) }
  })
}

/**
 * Reads without PostgreSQL's second thoughts. Where many rows have to be passed over it may find it cheaper to sort all that
 * match than to follow the index, and where many are to be counted, to compile the statement first: both are true of what it
 * believes about the table, and not of the table.
 */
export async function steadily<T>(db: DataSource, read: (reader: Reader) => Promise<T>): Promise<T> {
  return db.transaction(async (reader) => {
    await reader.query("select set_config('enable_sort', 'off', true), set_config('jit', 'off', true)")
    return read(reader)
  })
}

async function countListed(db: Reader, listing: Listing): Promise<number> {
  if (!listing.conditions.length) return 0
  const { bind, parameters } = binding()
  const [row] = await db.query<{ count: string }[]>(
    `select count(*) from (select 1 from (${rowsOf(listing, bind, COUNT_CAP)}) listed limit ${COUNT_CAP}) counted`,
    parameters,
  )
  return Number(row?.count ?? 0)
}

/** The rows at these positions, in their order. One that was deleted since is left out. */
export async function rowsAt<T extends ObjectLiteral>(
  db: DataSource,
  entity: EntityTarget<T>,
  id: keyof T & string,
  positions: readonly Position[],
): Promise<T[]> {
  if (!positions.length) return []
  const ids = positions.map((position) => position.id)
  const rows = await db.createQueryBuilder(entity, "listed").where(`listed.${id} in (:...ids)`, { ids }).getMany()
  const byId = new Map<unknown, T>(rows.map((row) => [row[id], row]))
  return ids.flatMap((each) => byId.get(each) ?? [])
}

/** Collects the values of a statement. */
export function binding(): { bind: Bind; parameters: unknown[] } {
  const parameters: unknown[] = []
  return { bind: (value) => `$${parameters.push(value)}`, parameters }
}

/** A condition that is met by what meets all of the given ones. */
export function all(conditions: readonly Condition[]): Condition {
  return (bind) => conditions.map((condition) => `(${condition(bind)})`).join(" and ") || "true"
}

/** The newest rows for each condition, each lot in the order of its index, so that they only have to be merged. */
function rowsOf(listing: Listing, bind: Bind, most: number, after?: Position | null): string {
  const { table, time, id } = listing
  const limit = bind(most)
  const beyond = after ? ` and (${time}, ${id}) < (${bind(after.at)}::timestamptz, ${bind(after.id)}::text)` : ""
  return listing.conditions
    .map((condition) => {
      const rows = `select ${time} as at, ${id} as id from ${table} where ${condition(bind)}${beyond}`
      return `(${rows} order by ${order(listing, time, id)} limit ${limit}::int)`
    })
    .join(" union all ")
}

function order({ whole }: Listing, time: string, id: string): string {
  const direction = whole ? "desc" : "desc nulls last"
  return `${time} ${direction}, ${id} ${direction}`
}
