import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { CheckoutResponse, UpdateLinkResponse } from "../../../../../../../contracts"
import { amazonPayOf, parameter } from "../../../../../../module"

const linkOf = (req: AuthenticatedMedusaRequest) => ({
  customerId: req.auth_context.actor_id,
  token: parameter(req, "token"),
})

/** What a link that the store sent is for, and what has become of it. Looking at it never uses it up. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<UpdateLinkResponse>): Promise<void> {
  res.json({ update_link: await amazonPayOf(req).readUpdateLink(linkOf(req)) })
}

/** Starts the update that a link asks for. Completing it uses the link up. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<CheckoutResponse>): Promise<void> {
  res.json(await amazonPayOf(req).startFromLink(linkOf(req)))
}
