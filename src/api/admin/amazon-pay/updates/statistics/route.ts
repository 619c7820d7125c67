import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminStatisticsResponse } from "../../../../../contracts"
import { amazonPayOf } from "../../../../module"
import type { AdminStatisticsQuery } from "../../../../validators"
import { updateFiltersOf } from "../filters"

/** How many entries of each day, week or month stand how today; of the last 30 days when no period is named. */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminStatisticsResponse>,
): Promise<void> {
  const { from, to, interval, tz, ...query } = req.validatedQuery as AdminStatisticsQuery
  const filters = await updateFiltersOf(req, query)
  const counted = await amazonPayOf(req).updateStatistics(filters, { from, to, interval, timeZone: tz })
  res.json({
    statistics: {
      interval,
      from: counted.from.toISOString(),
      to: counted.to.toISOString(),
      tz,
      buckets: counted.buckets,
      totals: counted.totals,
    },
  })
}
