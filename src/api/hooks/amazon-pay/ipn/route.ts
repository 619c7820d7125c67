import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { NotificationReceivedResponse } from "../../../../contracts"
import { wakeInbox } from "../../../inbox"
import { amazonPayOf } from "../../../module"
import { answerNotStored } from "../../../refuse-notification"

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
    if (fresh) wakeInbox(req)
    res.status(200).json({ received: true } satisfies NotificationReceivedResponse)
  } catch (error) {
    await answerNotStored(req, res, error)
  }
}
