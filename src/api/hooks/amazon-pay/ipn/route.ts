import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { AmazonPayError } from "../../../../protocol"
import { wakeInbox } from "../../../inbox"
import { amazonPayOf } from "../../../module"

const REFUSED = {
  400: { type: "invalid_data", message: "This is not a notification." },
  403: { type: "forbidden", message: "This notification is not accepted." },
  503: { type: "unexpected_state", message: "The notification could not be stored. Send it again." },
} as const

/**
 * Verifies and stores one notification. 200 once it is stored (also when it was before), 4xx for what must not be sent
 * again, 503 when it is our fault: SNS repeats only 5xx.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  try {
    const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
    const { fresh } = await amazonPayOf(req).receiveNotification(body)
    if (fresh) await wakeInbox(req)
    res.status(200).json({ received: true })
  } catch (error) {
    const status = statusOf(error)
    req.scope.resolve("logger").warn(`amazon-pay: notification answered ${status}: ${reasonOf(error)}`)
    res.status(status).json(REFUSED[status])
  }
}

function statusOf(error: unknown): keyof typeof REFUSED {
  if (!(error instanceof AmazonPayError)) return 503
  if (error.code === "sns_malformed") return 400
  return error.code === "sns_refused" ? 403 : 503
}

function reasonOf(error: unknown): string {
  if (error instanceof AmazonPayError) return `${error.code}: ${error.message}`
  return error instanceof Error ? error.message : "unknown error"
}
