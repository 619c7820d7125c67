import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"

/** The yardstick of the notification route: reads the same body in the same way, believes it, and stores nothing. */
export function POST(req: MedusaRequest, res: MedusaResponse): void {
  const body = Buffer.isBuffer(req.body) ? req.body.toString("utf8") : ""
  const message: { MessageId?: string } = JSON.parse(body)
  res.status(200).json({ received: message.MessageId !== undefined })
}
