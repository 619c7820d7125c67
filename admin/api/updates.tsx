import type { AdminStatisticsResponse, AdminUpdateCursorResponse } from "../../src/contracts"
import type { ListLocation } from "../listing/list-location"
import { chosenPeriod } from "../listing/period"
import { sdk } from "./client"

const ROUTE = "/admin/amazon-pay/updates"
const LIMIT = 20

/** Filters with several values, under the names that the page's address and the store share. */
const CHOICES = ["status", "update_type", "source", "initiated_by"] as const

/** What the updates page may have in its address besides its search and its place. */
export const UPDATE_FILTERS = [...CHOICES, "from", "to"] as const

type Where = Pick<ListLocation, "search" | "chosen" | "cursor">

/** A page of the history across customers, newest first. */
export function listUpdates(where: Where, signal?: AbortSignal): Promise<AdminUpdateCursorResponse> {
  const created_at = chosenPeriod(where.chosen)
  const query = { ...filtersOf(where), ...(created_at && { created_at }), cursor: where.cursor, limit: LIMIT }
  return sdk.client.fetch(ROUTE, { query, signal })
}

/** How the updates ended that the filters leave, day by day in the time zone of the person reading. */
export function updateStatistics(where: Where, signal?: AbortSignal): Promise<AdminStatisticsResponse> {
  const { $gte: from, $lte: to } = chosenPeriod(where.chosen) ?? {}
  const tz = Intl.DateTimeFormat().resolvedOptions().timeZone
  const query = { ...filtersOf(where), ...(from && { from }), ...(to && { to }), interval: "day", tz }
  return sdk.client.fetch(`${ROUTE}/statistics`, { query, signal })
}

/** Everything that the filters leave, as the store's CSV file. */
export function exportUpdates(where: Where): Promise<Response> {
  const created_at = chosenPeriod(where.chosen)
  const query = { ...filtersOf(where), ...(created_at && { created_at }) }
  return sdk.client.fetch(`${ROUTE}/export`, { query, headers: { accept: "text/csv" } })
}

function filtersOf({ search, chosen }: Where): Record<string, unknown> {
  const narrowed = CHOICES.filter((name) => chosen[name]?.length)
  return { ...(search && { q: search }), ...Object.fromEntries(narrowed.map((name) => [name, chosen[name]])) }
}
