import type { EntityManager } from "typeorm"
import { ImportRowEntity } from "../persistence/entities"
import type { ClaimedRow } from "./claim-row"

export type RowOutcome = Pick<ImportRowEntity, "status" | "code"> &
  Partial<Pick<ImportRowEntity, "wallet_id" | "customer_id" | "charge_permission_id">>

type Values = { [Column in keyof ImportRowEntity]?: ImportRowEntity[Column] | (() => string) }

/**
 * Writes what became of a row.
 *
 * @returns `false` when it does not wait any more: its import was canceled, its customer deleted, or somebody else did it
 */
export function settleRow(
  db: Pick<EntityManager, "createQueryBuilder">,
  row: ClaimedRow,
  outcome: RowOutcome,
): Promise<boolean> {
  return whereWaiting(db, row, { ...outcome, lease_until: null })
}

/** Puts a row off that failed in a way that may pass. */
export async function putRowOff(
  db: Pick<EntityManager, "createQueryBuilder">,
  row: ClaimedRow,
  seconds: number,
): Promise<void> {
  await whereWaiting(db, row, {
    lease_until: null,
    next_attempt_at: () => `now() + make_interval(secs => ${Number(seconds)})`,
  })
}

/** Gives a row back that could not even be tried: it counts as no attempt. */
export async function giveRowBack(
  db: Pick<EntityManager, "createQueryBuilder">,
  row: ClaimedRow,
  seconds: number,
): Promise<void> {
  await whereWaiting(db, row, {
    lease_until: null,
    attempts: () => "attempts - 1",
    next_attempt_at: () => `now() + make_interval(secs => ${Number(seconds)})`,
  })
}

async function whereWaiting(
  db: Pick<EntityManager, "createQueryBuilder">,
  { import_id, line }: ClaimedRow,
  values: Values,
): Promise<boolean> {
  const { affected } = await db
    .createQueryBuilder()
    .update(ImportRowEntity)
    .set(values)
    .where("import_id = :import_id and line = :line and status = 'waiting'", { import_id, line })
    .execute()
  return affected === 1
}
