import type { EntityManager } from "typeorm"
import { ImportJobEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { readProgress } from "./progress"

/**
 * Ends imports of which no row waits any more, and remembers how.
 *
 * @param importId only this one; all when it is not given
 */
export async function finishImports(runtime: Runtime, importId?: string): Promise<void> {
  const done = await runtime.db.query<{ id: string }[]>(
    `select id from amazon_pay_import i where status in ('waiting', 'running') and id = coalesce($1, id)
       and not exists (select 1 from amazon_pay_import_row where import_id = i.id and status = 'waiting')`,
    [importId ?? null],
  )
  for (const { id } of done) await endImport(runtime.db, { id, status: "completed", now: runtime.now() })
}

/** Remembers how an import ended, unless it has ended before. */
export async function endImport(
  db: Pick<EntityManager, "query" | "createQueryBuilder">,
  { id, status, now }: { id: string; status: "completed" | "canceled"; now: Date },
): Promise<void> {
  const progress = await readProgress(db, [{ id, outcome: null }])
  await db
    .createQueryBuilder()
    .update(ImportJobEntity)
    .set({ status, outcome: progress.get(id), completed_at: now })
    .where("id = :id and status in ('waiting', 'running')", { id })
    .execute()
}
