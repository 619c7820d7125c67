import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"

/** The yardstick of routes for customers who are logged in: the same answer every time, about nothing. */
export function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): void {
  res.json({ customer_id: req.auth_context.actor_id, id: req.params.id })
}
