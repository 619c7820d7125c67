import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminUpdateLinkDeletedResponse } from "../../../../../contracts"
import { revokeUpdateLinkWorkflow } from "../../../../../workflows/revoke-update-link"
import { parameter } from "../../../../module"

/** Revokes a link: nothing can be started with it any more. */
export async function DELETE(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminUpdateLinkDeletedResponse>,
): Promise<void> {
  const id = parameter(req, "id")
  await revokeUpdateLinkWorkflow(req.scope).run({ input: { id } })
  res.json({ id, object: "update_link", deleted: true })
}
