import type { ImportProgress, WalletImport, WalletImportRow } from "../../../contracts"
import type { ImportJobEntity, ImportRowEntity } from "../persistence/entities"
import { progressOf } from "./progress"
import { rowMessage } from "./row-messages"

/** An import as the admin sees it. */
export function toWalletImport(
  { id, status, created_at, started_at, completed_at, created_by }: ImportJobEntity,
  progress: ReadonlyMap<string, ImportProgress>,
): WalletImport {
  return {
    id,
    status,
    ...(progress.get(id) ?? progressOf([])),
    created_at: created_at.toISOString(),
    started_at: started_at?.toISOString() ?? null,
    completed_at: completed_at?.toISOString() ?? null,
    created_by,
  }
}

/** A row as the admin sees it. */
export function toWalletImportRow(row: ImportRowEntity): WalletImportRow {
  const isTriedAgain = row.status === "waiting" && row.attempts > 0
  return {
    line: row.line,
    customer_id: row.customer_id,
    charge_permission_id: row.charge_permission_id,
    status: row.status,
    code: row.code,
    message: rowMessage(row.code, row.same_as_line),
    same_as_line: row.same_as_line,
    wallet_id: row.wallet_id,
    attempts: row.attempts,
    next_attempt_at: isTriedAgain ? row.next_attempt_at.toISOString() : null,
  }
}
