import type { DataSource } from "typeorm"
import type { ImportRowEntity } from "../persistence/entities"

/** A row that this process works on, and nobody else for as long as the lease lasts. */
export type ClaimedRow = Pick<ImportRowEntity, "import_id" | "line" | "attempts"> & {
  customer_id: string
  charge_permission_id: string
}

/** Longer than asking Amazon for two merchant accounts with all waiting and retries takes. */
const LEASE_SECONDS = 120

/**
 * Leases the row that is due first and notes that its import has begun. Rows others are working on are left alone, in any
 * process; a lease that ran out is taken over.
 */
export async function claimRow(db: DataSource): Promise<ClaimedRow | null> {
  const [rows] = await db.query<[ClaimedRow[], number]>(CLAIM, [LEASE_SECONDS])
  return rows[0] ?? null
}

/** Rows are always locked before their import. */
export const CLAIM = `
  with due as (
    select import_id, line from amazon_pay_import_row
    where status = 'waiting' and next_attempt_at <= now() and (lease_until is null or lease_until < now())
    order by next_attempt_at, import_id, line limit 1 for update skip locked),
  begun as (
    update amazon_pay_import set status = 'running', started_at = now()
    where id in (select import_id from due) and status = 'waiting')
  update amazon_pay_import_row r set attempts = attempts + 1, lease_until = now() + make_interval(secs => $1)
  from due where r.import_id = due.import_id and r.line = due.line
  returning r.import_id, r.line, r.attempts, r.customer_id, r.charge_permission_id`
