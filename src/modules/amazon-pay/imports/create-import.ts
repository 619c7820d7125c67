import { createHash } from "node:crypto"
import { In, type EntityManager } from "typeorm"
import { writeImportWake } from "../events/outbox"
import { newImportId } from "../ids"
import { ImportJobEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { finishImports } from "./finish-imports"
import type { PlannedRow } from "./plan"

const BATCH = 5_000

/**
 * Stores an import with all its rows, or nothing of it, and wakes the worker. A file that is being worked off already is
 * not stored again: its import is the answer.
 *
 * @param input.file the text that the rows were read from
 * @returns the import's id
 */
export async function createImport(
  runtime: Runtime,
  input: { file: string; rows: readonly PlannedRow[]; createdBy: string | null },
): Promise<string> {
  const fingerprint = createHash("sha256").update(input.file).digest("hex")
  const id = await runtime.db.transaction(async (db) => {
    const created = await insertImport(db, { ...input, fingerprint, now: runtime.now() })
    if (!created) return null
    for (let at = 0; at < input.rows.length; at += BATCH) {
      await insertRows(db, created, input.rows.slice(at, at + BATCH))
    }
    await writeImportWake(db)
    return created
  })
  if (!id) return sameImport(runtime, fingerprint)
  await finishImports(runtime, id)
  return id
}

/** @returns `null` when the same file is being worked off already */
async function insertImport(
  db: EntityManager,
  input: { fingerprint: string; rows: readonly PlannedRow[]; createdBy: string | null; now: Date },
): Promise<string | null> {
  const rows = await db.query<{ id: string }[]>(
    `insert into amazon_pay_import (id, fingerprint, total, created_by, created_at) values ($1, $2, $3, $4, $5)
     on conflict (fingerprint) where status in ('waiting', 'running') do nothing returning id`,
    [newImportId(), input.fingerprint, input.rows.length, input.createdBy, input.now],
  )
  return rows[0]?.id ?? null
}

async function insertRows(db: EntityManager, importId: string, rows: readonly PlannedRow[]): Promise<void> {
  await db.query(
    `insert into amazon_pay_import_row
       (import_id, line, customer_id, charge_permission_id, status, code, same_as_line, wallet_id)
     select $1, * from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[])`,
    [
      importId,
      rows.map(({ line }) => line),
      rows.map(({ customer_id }) => customer_id),
      rows.map(({ charge_permission_id }) => charge_permission_id),
      rows.map(({ status }) => status),
      rows.map(({ code }) => code),
      rows.map(({ same_as_line }) => same_as_line),
      rows.map(({ wallet_id }) => wallet_id),
    ],
  )
}

/** It may have ended in this very moment; then the latest is meant. */
async function sameImport({ db }: Runtime, fingerprint: string): Promise<string> {
  const { id } = await db.getRepository(ImportJobEntity).findOneOrFail({
    select: { id: true },
    where: { fingerprint, status: In(["waiting", "running", "completed", "canceled"]) },
    order: { created_at: "DESC" },
  })
  return id
}
