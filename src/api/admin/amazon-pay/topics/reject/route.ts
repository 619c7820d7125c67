import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminTopicResponse } from "../../../../../contracts"
import { amazonPayOf } from "../../../../module"
import type { TopicBody } from "../../../../validators"

/** Refuses a topic from now on and forgets what it sent. */
export async function POST(
  req: AuthenticatedMedusaRequest<TopicBody>,
  res: MedusaResponse<AdminTopicResponse>,
): Promise<void> {
  const topic = await amazonPayOf(req).rejectTopic(req.validatedBody.arn)
  res.json({ topic })
}
