import type { BigNumberInput } from "@medusajs/framework/types"
import type { DataSource } from "typeorm"
import { refusal } from "../errors"
import type { OperationKind } from "../persistence/entities/operation"

/** A capture or refund as Medusa stored it before it asked the provider. */
export type MovementRecord = { id: string; amount: BigNumberInput; created_by: string | null }

/** Reads of the Payment module's tables: it tells its providers neither what is authorised nor how much is captured. */
const TABLES: Readonly<Record<Exclude<OperationKind, "charge">, string>> = { capture: "capture", refund: "refund" }

/** @throws MedusaError `payment_record_not_found` when Medusa has not committed it */
export async function readMovement(
  db: DataSource,
  kind: "capture" | "refund",
  id: string | undefined,
): Promise<MovementRecord> {
  const [movement] = await db.query<MovementRecord[]>(
    `select id, raw_amount as amount, created_by from ${TABLES[kind]} where id = $1 and deleted_at is null`,
    [id],
  )
  if (!movement) throw refusal("payment_record_not_found")
  return movement
}

/** The payment that came of a session, or `null` when it is not authorised in Medusa. */
export async function paymentOf(db: DataSource, paymentSessionId: string): Promise<{ id: string } | null> {
  const [payment] = await db.query<{ id: string }[]>(
    `select id from payment where payment_session_id = $1 and deleted_at is null`,
    [paymentSessionId],
  )
  return payment ?? null
}

/** An SQL condition on an operation `o`: nothing in Medusa stands for it, or what did is gone. */
export const UNRECORDED = `(o.medusa_id is null
  or (o.kind = 'capture' and o.medusa_id <> o.payment_session_id
      and not exists (select 1 from capture c where c.id = o.medusa_id and c.deleted_at is null))
  or (o.kind = 'refund'
      and not exists (select 1 from refund r where r.id = o.medusa_id and r.deleted_at is null)))`
