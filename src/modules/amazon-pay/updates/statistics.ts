import { QueryFailedError, type DataSource } from "typeorm"
import { UPDATE_STATUSES, type StatisticsBucket, type StatisticsInterval, type UpdateStatus } from "../../../contracts"
import { refusal } from "../errors"
import { all, binding, steadily, type Condition } from "../persistence/keyset"
import { facetCondition, facetsThatOccur, STATUS_OF_FACET } from "./facets"
import { scopesOf, type UpdateFilters } from "./update-filters"

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
const MOST_BUCKETS = 400
/** The shortest that an interval can be. */
const DAYS = { day: 1, week: 7, month: 28 } as const satisfies Record<StatisticsInterval, number>

/** PostgreSQL's code for a time zone it does not know. */
const INVALID_PARAMETER = "22023"

export type StatisticsPeriod = {
  from?: Date
  /** Not included. */
  to?: Date
  interval: StatisticsInterval
  timeZone: string
}

export type Statistics = {
  from: Date
  to: Date
  buckets: StatisticsBucket[]
  totals: Record<UpdateStatus, number>
}

type Row = { start: Date; status: UpdateStatus | null; count: string }

/**
 * How many entries of each interval stand how today. Only indexes are read, and of them only the period.
 *
 * @param now when a period without an end ends
 * @throws MedusaError `invalid_period`, `invalid_time_zone`
 */
export async function updateStatistics(
  db: DataSource,
  filters: Omit<UpdateFilters, "createdFrom" | "createdTo">,
  period: StatisticsPeriod,
  now: Date,
): Promise<Statistics> {
  const to = period.to ?? now
  const from = period.from ?? new Date(to.getTime() - DEFAULT_DAYS * DAY_MS)
  assertBounded(from, to, period.interval)
  assertTimeZone(period.timeZone)
  const rows = await countByInterval(db, filters, { ...period, from, to })
  const buckets = new Map<number, StatisticsBucket>()
  const totals = nothingCounted()
  for (const { start, status, count } of rows) {
    const bucket = buckets.get(start.getTime()) ?? { start: start.toISOString(), ...nothingCounted() }
    buckets.set(start.getTime(), bucket)
    if (!status) continue
    bucket[status] += Number(count)
    totals[status] += Number(count)
  }
  return { from, to, buckets: [...buckets.values()], totals }
}

function assertBounded(from: Date, to: Date, interval: StatisticsInterval): void {
  const length = to.getTime() - from.getTime()
  if (length <= 0 || length > (MOST_BUCKETS - 2) * DAYS[interval] * DAY_MS) throw refusal("invalid_period")
}

/** An offset like `+02:00` means the opposite to PostgreSQL, so only names are taken. */
function assertTimeZone(name: string): void {
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) throw refusal("invalid_time_zone")
  try {
    Intl.DateTimeFormat("en", { timeZone: name })
  } catch {
    throw refusal("invalid_time_zone")
  }
}

const nothingCounted = (): Record<UpdateStatus, number> => ({
  started: 0,
  pending: 0,
  completed: 0,
  canceled: 0,
  declined: 0,
  failed: 0,
  expired: 0,
})

/**
 * One row for each interval and status that occurs in it; an interval without entries has a row without status. Each pair of
 * interval and facet is a range of an index, of which the entries are counted and nothing else is read.
 */
async function countByInterval(
  db: DataSource,
  filters: UpdateFilters,
  period: Required<StatisticsPeriod>,
): Promise<Row[]> {
  const { bind, parameters } = binding()
  const lots = await lotsOf(db, filters)
  const [from = "", to = "", zone = ""] = [period.from, period.to, period.timeZone].map(bind)
  const interval = `${bind(`1 ${period.interval}`)}::interval`
  const local = (time: string) => `${time}::timestamptz at time zone ${zone}::text`
  const counted = lots.map(
    ({ among, facets }) => `
      select start, facet, entries.count
      from bucket cross join unnest(${bind(facets)}::smallint[]) as occurring(facet) cross join lateral (
        select count(*) as count from amazon_pay_wallet_update
        where (${among(bind)}) and facet = occurring.facet and created_at >= since and created_at < until) entries`,
  )
  const statement = `
    with bucket as (
      select begin at time zone ${zone}::text as start, greatest(begin at time zone ${zone}::text, ${from}::timestamptz) as since,
        least((begin + ${interval}) at time zone ${zone}::text, ${to}::timestamptz) as until
      from generate_series(date_trunc(${bind(period.interval)}::text, ${local(from)}),
        (${to}::timestamptz - interval '1 microsecond') at time zone ${zone}::text, ${interval}) as begin),
    counted as (
      select start, ${STATUS_OF_FACET} as status, sum(count) as count
      from (${counted.join(" union all ") || NOTHING}) lots where count > 0 group by 1, 2)
    select start, (${bind(UPDATE_STATUSES)}::text[])[status] as status, count
    from bucket left join counted using (start) order by start`
  try {
    return await steadily(db, (reader) => reader.query<Row[]>(statement, parameters))
  } catch (error) {
    if (isUnknownTimeZone(error)) throw refusal("invalid_time_zone")
    throw error
  }
}

const NOTHING = "select null::timestamptz as start, null::smallint as facet, 0::bigint as count where false"

/** PostgreSQL does not know every zone that JavaScript knows. */
function isUnknownTimeZone(error: unknown): boolean {
  return error instanceof QueryFailedError && "code" in error && error.code === INVALID_PARAMETER
}

/** The entries that match: those of one wallet or customer, or all, that have one of these facets. */
type Lot = { among: Condition; facets: number[] }

async function lotsOf(db: DataSource, filters: UpdateFilters): Promise<Lot[]> {
  const scopes = await scopesOf(db, filters)
  const facet = facetCondition(filters)
  return Promise.all(
    (scopes === "everything" ? [null] : scopes).map(async (scope) => {
      const among = scope?.condition ?? all([])
      return { among, facets: await facetsThatOccur(db, among, facet) }
    }),
  )
}
