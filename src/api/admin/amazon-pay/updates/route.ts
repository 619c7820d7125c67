import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminUpdate, AdminUpdateCursorResponse, AdminUpdateListResponse } from "../../../../contracts"
import type { WalletUpdateEntity } from "../../../../modules/amazon-pay/persistence/entities"
import { toWalletUpdate } from "../../../../modules/amazon-pay/presentation"
import { customerEmails } from "../../../customers"
import { amazonPayOf } from "../../../module"
import type { AdminUpdatesQuery } from "../../../validators"
import { updateFiltersOf } from "./filters"

/**
 * The history across customers, newest first. With `cursor` the answer has `next_cursor` and no `count`; without it, `count`
 * stops at 10,001.
 */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminUpdateListResponse | AdminUpdateCursorResponse>,
): Promise<void> {
  const { limit, offset = 0, cursor, ...query } = req.validatedQuery as AdminUpdatesQuery
  const amazonPay = amazonPayOf(req)
  const filters = await updateFiltersOf(req, query)
  if (cursor !== undefined) {
    const { updates, nextCursor } = await amazonPay.listUpdatesAfter(filters, { limit, cursor })
    res.json({ updates: await presented(req, updates), limit, next_cursor: nextCursor })
    return
  }
  const { updates, count } = await amazonPay.listUpdatesPage(filters, { limit, offset })
  res.json({ updates: await presented(req, updates), count, limit, offset })
}

async function presented(
  req: AuthenticatedMedusaRequest,
  updates: readonly WalletUpdateEntity[],
): Promise<AdminUpdate[]> {
  const emails = await customerEmails(
    req,
    updates.map(({ customer_id }) => customer_id),
  )
  return updates.map((update) => ({
    ...toWalletUpdate(update),
    customer_email: emails.get(update.customer_id) ?? null,
  }))
}
