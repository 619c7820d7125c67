import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminTopicListResponse } from "../../../../contracts"
import { amazonPayOf } from "../../../module"

/** The SNS topics that the options name or that spoke to us, those that wait for approval first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AdminTopicListResponse>): Promise<void> {
  res.json({ topics: await amazonPayOf(req).listTopics() })
}
