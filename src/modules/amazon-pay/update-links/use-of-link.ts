import type { EntityManager } from "typeorm"
import { refusal } from "../errors"
import { UpdateLinkEntity } from "../persistence/entities"

/**
 * Notes that an update is started from a link, in the transaction that hands the update out. The link's row is locked
 * until then, so that nobody starts anything with a link that is being used up or revoked.
 *
 * @throws MedusaError `update_link_used`, `update_link_revoked` or `update_link_expired`
 */
export async function noteStart(db: EntityManager, linkId: string, updateId: string, now: Date): Promise<void> {
  const [, noted] = await db.query<[unknown, number]>(NOTE_START, [linkId, updateId, now])
  if (noted) return
  const link = await db.findOneBy(UpdateLinkEntity, { id: linkId })
  if (!link) throw refusal("update_link_not_found")
  if (link.used_at) throw refusal("update_link_used")
  throw refusal(link.revoked_at ? "update_link_revoked" : "update_link_expired")
}

/** Uses up the links of updates that are completed, in the transaction that completes them. */
export async function useUpLinks(db: EntityManager, updateIds: readonly string[], now: Date): Promise<void> {
  await db.query(USE_UP, [updateIds, now])
}

const NOTE_START = `
  update amazon_pay_update_link set update_id = $2
  where id = $1 and used_at is null and revoked_at is null and expires_at > $3`

const USE_UP = `
  update amazon_pay_update_link link set used_at = $2, update_id = u.id
  from amazon_pay_wallet_update u
  where u.id = any($1::text[]) and link.id = u.update_link_id and link.used_at is null`
