import type { MedusaRequest } from "@medusajs/framework/http"
import type { UpdateFilters } from "../../../../modules/amazon-pay/updates/update-filters"
import { searchedFor } from "../../../customers"
import type { AdminExportQuery } from "../../../validators"

/** What a query asks for, with an e-mail address replaced by the customers it belongs to. */
export async function updateFiltersOf(req: MedusaRequest, query: AdminExportQuery): Promise<UpdateFilters> {
  return {
    customerId: query.customer_id,
    walletId: query.wallet_id,
    status: query.status,
    updateType: query.update_type,
    source: query.source,
    initiatedBy: query.initiated_by,
    createdFrom: query.created_at?.$gte,
    createdTo: query.created_at?.$lte,
    ...(await searchedFor(req, query.q)),
  }
}
