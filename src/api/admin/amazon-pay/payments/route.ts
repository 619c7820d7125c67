import type { AuthenticatedMedusaRequest, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AdminPaymentListResponse } from "../../../../contracts"
import type { SessionInMedusa } from "../../../../modules/amazon-pay/payments/list-payments"
import { amazonPayOf } from "../../../module"
import type { AdminPaymentsQuery } from "../../../validators"

const OURS = "pp_amazon-pay_"

/** What Amazon has of an order's payments with Amazon Pay, as far as was heard. An order without has an empty list. */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminPaymentListResponse>,
): Promise<void> {
  const { order_id } = req.validatedQuery as AdminPaymentsQuery
  const sessions = await sessionsOf(req, order_id)
  res.json({ payments: sessions.length ? await amazonPayOf(req).listPayments(sessions) : [] })
}

type Order = { payment_collections?: ({ payment_sessions?: (SessionRow | null)[] } | null)[] }
type SessionRow = Omit<SessionInMedusa, "merchant_account"> & { provider_id: string }

async function sessionsOf(req: MedusaRequest, orderId: string): Promise<SessionInMedusa[]> {
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: [
      "payment_collections.payment_sessions.*",
      "payment_collections.payment_sessions.payment.id",
      "payment_collections.payment_sessions.payment.data",
    ],
    filters: { id: orderId },
  })
  const collections = (data as Order[]).flatMap(({ payment_collections }) => payment_collections ?? [])
  return collections
    .flatMap((collection) => collection?.payment_sessions ?? [])
    .flatMap((session) => (session?.provider_id.startsWith(OURS) ? [session] : []))
    .map(({ id, provider_id, data, payment }) => ({
      id,
      merchant_account: provider_id.slice(OURS.length),
      data,
      payment: payment ?? null,
    }))
}
