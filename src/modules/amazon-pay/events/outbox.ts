import type { DataSource, EntityManager } from "typeorm"
import { OutboxEventEntity } from "../persistence/entities"
import { INBOX_WAKE_EVENT, type EventName } from "./names"

export type WalletEventData = {
  id: string
  wallet_id: string | null
  customer_id: string | null
} & Record<string, unknown>

export type EmittableEvent = { name: string; data: Record<string, unknown> }

/** Writes an event beside the change it tells of, in the same transaction. */
export async function writeEvent(db: EntityManager, name: EventName, data: WalletEventData): Promise<void> {
  await db.insert(OutboxEventEntity, { name, data: data as object })
}

/** Wakes the inbox once the transaction is committed. */
export async function writeInboxWake(db: EntityManager): Promise<void> {
  await db.insert(OutboxEventEntity, { name: INBOX_WAKE_EVENT, data: {} })
}

type OutboxRow = { id: string; name: string; data: Record<string, unknown> }

const LEASE_SECONDS = 30
const BATCH = 100

/**
 * Emits what was committed and not yet emitted, oldest first. At least once: a crash between emitting and marking
 * repeats the event after the lease has passed.
 *
 * @param emit hands a batch to Medusa's event bus
 * @returns how many events were emitted
 */
export async function flushOutbox(db: DataSource, emit: (events: EmittableEvent[]) => Promise<void>): Promise<number> {
  let emitted = 0
  for (;;) {
    const rows = await leaseWaiting(db)
    if (!rows.length) return emitted
    await emit(rows.map(({ name, data }) => ({ name, data })))
    await db.query(`update amazon_pay_outbox set emitted_at = now() where id = any($1::bigint[])`, [
      rows.map(({ id }) => id),
    ])
    emitted += rows.length
  }
}

async function leaseWaiting(db: DataSource): Promise<OutboxRow[]> {
  const [rows] = await db.query<[OutboxRow[], number]>(
    `update amazon_pay_outbox set lease_until = now() + make_interval(secs => $1)
     where id in (
       select id from amazon_pay_outbox
       where emitted_at is null and (lease_until is null or lease_until < now())
       order by id limit $2 for update skip locked)
     returning id, name, data`,
    [LEASE_SECONDS, BATCH],
  )
  return rows.sort((a, b) => Number(a.id) - Number(b.id))
}
