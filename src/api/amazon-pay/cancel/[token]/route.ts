import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { accountPageUrl } from "../../../../modules/amazon-pay/updates/return-urls"
import { amazonPayOf, parameter } from "../../../module"

/** Where Amazon sends a buyer who canceled. No session id comes with it, so the update stays open. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const amazonPay = amazonPayOf(req)
  const update = await amazonPay.findReturning(parameter(req, "token")).catch(() => null)
  res.redirect(303, accountPageUrl(amazonPay.options, "canceled", { updateId: update?.id }))
}
