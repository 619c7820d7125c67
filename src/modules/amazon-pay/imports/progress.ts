import type { EntityManager } from "typeorm"
import type { ImportProgress, ImportRowStatus } from "../../../contracts"
import type { ImportJobEntity } from "../persistence/entities"

const COUNTED_AS: Readonly<Record<ImportRowStatus, Exclude<keyof ImportProgress, "total">>> = {
  attached: "attached",
  already_attached: "skipped",
  refused: "refused",
  failed: "failed",
  canceled: "canceled",
  waiting: "remaining",
}

/** How many rows have each status, in the words of the API. */
export function progressOf(counts: Iterable<readonly [ImportRowStatus, number]>): ImportProgress {
  const progress = { total: 0, attached: 0, skipped: 0, refused: 0, failed: 0, canceled: 0, remaining: 0 }
  for (const [status, count] of counts) {
    progress[COUNTED_AS[status]] += count
    progress.total += count
  }
  return progress
}

/** How far imports are, by id: counted while they run, remembered once they have ended. */
export async function readProgress(
  db: Pick<EntityManager, "query">,
  imports: readonly Pick<ImportJobEntity, "id" | "outcome">[],
): Promise<Map<string, ImportProgress>> {
  const running = imports.filter(({ outcome }) => !outcome).map(({ id }) => id)
  const rows = running.length ? await countRows(db, running) : []
  return new Map(
    imports.map(({ id, outcome }) => {
      const counts = rows.filter(({ import_id }) => import_id === id)
      return [id, outcome ?? progressOf(counts.map(({ status, count }) => [status, Number(count)] as const))]
    }),
  )
}

function countRows(db: Pick<EntityManager, "query">, importIds: readonly string[]) {
  return db.query<{ import_id: string; status: ImportRowStatus; count: string }[]>(
    `select import_id, status, count(*) as count from amazon_pay_import_row
     where import_id = any($1) group by import_id, status`,
    [importIds],
  )
}
