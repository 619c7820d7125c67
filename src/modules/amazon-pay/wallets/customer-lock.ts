import type { EntityManager } from "typeorm"

/**
 * Keeps others away from one customer's wallets as a whole until the transaction ends, those included that do not exist
 * yet: so no wallet comes to be in the moment in which its customer is erased.
 */
export async function lockCustomer(db: EntityManager, customerId: string): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`amazon-pay customer ${customerId}`])
}
