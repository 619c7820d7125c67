import type { AdminUpdateFilters } from "./lists"
import type { UpdateStatus } from "./update"

export const STATISTICS_INTERVALS = ["day", "week", "month"] as const
/** Weeks begin on Monday. */
export type StatisticsInterval = (typeof STATISTICS_INTERVALS)[number]

/** `GET /admin/amazon-pay/updates/statistics`: how many of the entries that match stand how, by when they were made. */
export type AdminStatisticsQuery = Omit<AdminUpdateFilters, "created_at"> & {
  /** Included; 30 days before `to` when left out. ISO 8601. */
  from?: string
  /** Not included; now when left out. ISO 8601. */
  to?: string
  /** `day` when left out. */
  interval?: StatisticsInterval
  /** The IANA time zone in which days begin, e.g. `Europe/Berlin`; `UTC` when left out. */
  tz?: string
}

/** Entries made in one interval that begins at `start`, counted by where they stand today. */
export type StatisticsBucket = {
  /** @format date-time */
  start: string
} & Record<UpdateStatus, number>

export type AdminStatisticsResponse = {
  statistics: {
    interval: StatisticsInterval
    /** @format date-time */
    from: string
    /** @format date-time */
    to: string
    tz: string
    /** Oldest first, without a gap; the first and the last one may be cut by `from` and `to`. */
    buckets: StatisticsBucket[]
    totals: Record<UpdateStatus, number>
  }
}
