import type { ImportRowStatus, WalletImport } from "../../../contracts"
import { refusal } from "../errors"
import { ImportJobEntity, ImportRowEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { toWalletImport } from "./present"
import { readProgress } from "./progress"

/** Imports, newest first. */
export async function listImports(
  { db }: Runtime,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ imports: WalletImport[]; count: number }> {
  const [jobs, count] = await db
    .getRepository(ImportJobEntity)
    .findAndCount({ order: { created_at: "DESC", id: "DESC" }, take: limit, skip: offset })
  const progress = await readProgress(db, jobs)
  return { imports: jobs.map((job) => toWalletImport(job, progress)), count }
}

/** @throws MedusaError `import_not_found` */
export async function readImport({ db }: Runtime, id: string): Promise<WalletImport> {
  const job = await db.getRepository(ImportJobEntity).findOneBy({ id })
  if (!job) throw refusal("import_not_found")
  return toWalletImport(job, await readProgress(db, [job]))
}

export type RowFilters = { importId: string; status?: readonly ImportRowStatus[] }

/**
 * Rows of an import in the order of its file.
 *
 * @param page.after the line that the page before ended with
 */
export function listRows(
  { db }: Runtime,
  { importId, status }: RowFilters,
  page: { limit: number; after: number },
): Promise<ImportRowEntity[]> {
  const query = db
    .createQueryBuilder(ImportRowEntity, "r")
    .where("r.import_id = :importId and r.line > :after", { importId, after: page.after })
    .orderBy("r.line", "ASC")
    .limit(page.limit)
  if (status) query.andWhere("r.status = any(:status)", { status })
  return query.getMany()
}
