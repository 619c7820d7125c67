import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SelfTestResponse } from "../../../../../contracts"
import { amazonPayOf } from "../../../../module"

/**
 * Makes a signed call at Amazon now for every merchant account, and looks at clock, script and certificate host. Whoever
 * asks while a test runs in the same process gets its result.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<SelfTestResponse>): Promise<void> {
  res.json({ self_test: { accounts: await amazonPayOf(req).selfTest() } })
}
