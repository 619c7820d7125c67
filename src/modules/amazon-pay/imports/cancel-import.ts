import { refusal } from "../errors"
import { ImportJobEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { endImport } from "./finish-imports"

/**
 * Cancels what an import has not done yet; what it attached stays attached. Safe to repeat.
 *
 * @throws MedusaError `import_not_found`, `import_ended` when nothing is left to cancel
 */
export async function cancelImport(runtime: Runtime, id: string): Promise<void> {
  const job = await runtime.db.getRepository(ImportJobEntity).findOneBy({ id })
  if (!job) throw refusal("import_not_found")
  if (job.status === "completed") throw refusal("import_ended")
  await runtime.db.transaction(async (db) => {
    await db.query(CANCEL_ROWS, [id])
    await endImport(db, { id, status: "canceled", now: runtime.now() })
  })
}

const CANCEL_ROWS = `
  update amazon_pay_import_row set status = 'canceled', lease_until = null
  where import_id = $1 and status = 'waiting'`
