import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ReplayResponse } from "../../../../../contracts"
import { wakeInbox } from "../../../../inbox"
import { amazonPayOf } from "../../../../module"
import type { ReplayBody } from "../../../../validators"

/** Puts many notifications back into the queue: those named, or the oldest thousand in one state. */
export async function POST(
  req: AuthenticatedMedusaRequest<ReplayBody>,
  res: MedusaResponse<ReplayResponse>,
): Promise<void> {
  const body = req.validatedBody
  const which = "message_ids" in body ? { messageIds: body.message_ids } : { status: body.status }
  const replayed = await amazonPayOf(req).replayNotifications(which)
  if (replayed) wakeInbox(req)
  res.json({ replayed })
}
