import { IsNull, type DataSource } from "typeorm"
import { refusal } from "../errors"
import { OperationEntity } from "../persistence/entities"
import type { OperationKind } from "../persistence/entities/operation"
import { UNRECORDED, type MovementRecord } from "./medusa-records"
import { lockPayment } from "./operations"

const MARK = /^apwo_[0-9A-Za-z]+$/

/**
 * The operation that a capture or refund of Medusa's only records, if it is one of those we ask Medusa for ourselves: its
 * `created_by` names the operation.
 */
export function recordingOf({ created_by }: MovementRecord): string | null {
  return created_by && MARK.test(created_by) ? created_by : null
}

/**
 * Lets Medusa's capture or refund stand for an operation that was done at Amazon without it. Nothing is sent.
 *
 * @throws MedusaError `payment_in_progress` when something else stands for it by now; Medusa takes its row back then
 */
export async function linkRecording(db: DataSource, operationId: string, medusaId: string): Promise<void> {
  const [, affected] = await db.query<[unknown[], number]>(
    `update amazon_pay_operation o set medusa_id = $2, updated_at = now()
     where o.id = $1 and o.state = 'succeeded' and ${UNRECORDED}`,
    [operationId, medusaId],
  )
  if (!affected) throw refusal("payment_in_progress")
}

/** As long as Medusa may take over one; what it did not take is tried again after that. */
const RECORDING_SECONDS = 60

const IN_ORDER = `array['charge', 'capture', 'refund']`

/**
 * An SQL condition on an operation `o`: it can be recorded now, nobody records another of its payment, and Medusa knows what
 * has to be known before: it refunds no more than it has captured.
 */
const RECORDABLE = `o.needs_recording and o.kind = $1 and o.state = 'succeeded' and not exists (
  select 1 from amazon_pay_operation p where p.payment_session_id = o.payment_session_id
    and p.needs_recording and p.state = 'succeeded'
    and (p.lease_until > now() or array_position(${IN_ORDER}, p.kind) < array_position(${IN_ORDER}, o.kind)))`

/**
 * Takes the operation of one kind that Medusa has waited for longest, for all processes. Those of one payment are recorded
 * one after the other: Medusa decides by the sum of those before.
 *
 * @returns `null` when there is none
 */
export async function claimToRecord(db: DataSource, kind: OperationKind): Promise<OperationEntity | null> {
  return db.transaction(async (manager) => {
    const [next] = await manager.query<Pick<OperationEntity, "payment_session_id">[]>(
      `select payment_session_id from amazon_pay_operation o where ${RECORDABLE} order by updated_at limit 1`,
      [kind],
    )
    if (!next) return null
    await lockPayment(manager, next.payment_session_id)
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `update amazon_pay_operation set lease_until = now() + make_interval(secs => $3)
       where id = (
         select id from amazon_pay_operation o where ${RECORDABLE} and o.payment_session_id = $2
         order by created_at, id limit 1)
       returning id`,
      [kind, next.payment_session_id, RECORDING_SECONDS],
    )
    const [row] = rows
    return row ? manager.findOneByOrFail(OperationEntity, { id: row.id }) : null
  })
}

/** Medusa knows all there is to know of an operation, as it was when it was read. */
export async function markRecorded(
  db: DataSource,
  { id, amazon_state }: Pick<OperationEntity, "id" | "amazon_state">,
): Promise<void> {
  await db
    .getRepository(OperationEntity)
    .update({ id, amazon_state: amazon_state ?? IsNull() }, { needs_recording: false, lease_until: null })
}

/** Whether Medusa has nothing that stands for an operation. */
export async function isUnrecorded(db: DataSource, id: string): Promise<boolean> {
  const rows = await db.query<unknown[]>(`select 1 from amazon_pay_operation o where o.id = $1 and ${UNRECORDED}`, [id])
  return rows.length > 0
}
