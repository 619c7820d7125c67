import type { EntityManager } from "typeorm"

/** Forgets what imports say of a customer who is gone; what waits for them is not done any more. */
export async function forgetImportRows(db: EntityManager, customerId: string): Promise<void> {
  await db.query(
    `update amazon_pay_import_row set customer_id = null, charge_permission_id = null, lease_until = null,
       code = case when status = 'waiting' then 'customer_deleted' else code end,
       status = case when status = 'waiting' then 'refused' else status end
     where customer_id = $1`,
    [customerId],
  )
}
