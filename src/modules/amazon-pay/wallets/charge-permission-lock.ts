import type { EntityManager } from "typeorm"

/**
 * Keeps others away from one charge permission until the transaction ends, whether or not it is anybody's wallet yet: so
 * no notification is put aside as unmatched in the moment in which its wallet comes to be.
 */
export async function lockChargePermission(db: EntityManager, chargePermissionId: string): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`amazon-pay ${chargePermissionId}`])
}
