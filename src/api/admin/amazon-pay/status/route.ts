import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminStatusResponse } from "../../../../contracts"
import { amazonPayOf } from "../../../module"

/** The set-up checklist and how the plugin is doing. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AdminStatusResponse>): Promise<void> {
  res.json({ status: await amazonPayOf(req).readStatus() })
}
