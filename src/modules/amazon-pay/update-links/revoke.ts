import { IsNull } from "typeorm"
import { refusal } from "../errors"
import { UpdateLinkEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"

/**
 * Revokes a link: nothing can be started with it any more. An update that was started before may still be completed.
 * Safe to repeat.
 *
 * @throws MedusaError `update_link_not_found`, or `update_link_used` when its update is completed
 */
export async function revokeUpdateLink(runtime: Runtime, id: string): Promise<void> {
  const links = runtime.db.getRepository(UpdateLinkEntity)
  const { affected } = await links.update(
    { id, used_at: IsNull(), revoked_at: IsNull() },
    { revoked_at: runtime.now() },
  )
  if (affected) return
  const link = await links.findOneBy({ id })
  if (!link) throw refusal("update_link_not_found")
  if (link.used_at) throw refusal("update_link_used")
}
