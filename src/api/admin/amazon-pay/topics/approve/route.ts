import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminTopicResponse } from "../../../../../contracts"
import { wakeInbox } from "../../../../inbox"
import { amazonPayOf } from "../../../../module"
import type { TopicBody } from "../../../../validators"

/** Trusts a topic: what it sent is worked off, and every wallet of its account is read again. */
export async function POST(
  req: AuthenticatedMedusaRequest<TopicBody>,
  res: MedusaResponse<AdminTopicResponse>,
): Promise<void> {
  const topic = await amazonPayOf(req).approveTopic(req.validatedBody.arn)
  wakeInbox(req)
  res.json({ topic })
}
