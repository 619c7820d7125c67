import type { DataSource, EntityManager } from "typeorm"
import { OutboxEventEntity } from "../persistence/entities"
import { IMPORT_WAKE_EVENT, INBOX_WAKE_EVENT, type EventName } from "./names"

export type WalletEventData = {
  id: string
  wallet_id: string | null
  customer_id: string | null
} & Record<string, unknown>

export type EmittableEvent = {
  name: string
  data: Record<string, unknown>
  /** For Medusa's Redis event bus, which takes a job of one id once. */
  options: { jobId: string; removeOnComplete: { age: number } }
}

/** Writes an event beside the change it tells of, in the same transaction. */
export async function writeEvent(db: EntityManager, name: EventName, data: WalletEventData): Promise<void> {
  await db.insert(OutboxEventEntity, { name, data: data as object })
}

/** Wakes the inbox once the transaction is committed. */
export async function writeInboxWake(db: EntityManager): Promise<void> {
  await db.insert(OutboxEventEntity, { name: INBOX_WAKE_EVENT, data: {} })
}

/** Wakes whoever works imports off once the transaction is committed. */
export async function writeImportWake(db: EntityManager): Promise<void> {
  await db.insert(OutboxEventEntity, { name: IMPORT_WAKE_EVENT, data: {} })
}

type OutboxRow = { id: string; name: string; data: Record<string, unknown>; created_at: Date }
type Emit = (events: EmittableEvent[]) => Promise<void>

const LEASE_SECONDS = 30
const BATCH = 100
/** How long a batch is waited for. Medusa's Redis event bus takes one only when Redis is back. */
const PATIENCE_MS = 1_000
/** How long Redis remembers an event that was worked off, so that it is not worked off again. */
const REMEMBERED_SECONDS = 3_600

const withheld = new WeakSet<DataSource>()

/**
 * Emits what was committed and not yet emitted, oldest first. At least once: a crash between emitting and marking
 * repeats the event after the lease has passed; Redis knows it then by its id. A bus that is away holds nobody up: the rest
 * is emitted when it is back.
 *
 * @param emit hands a batch to Medusa's event bus
 * @returns how many events were emitted
 */
export async function flushOutbox(db: DataSource, emit: Emit): Promise<number> {
  let emitted = 0
  while (!withheld.has(db)) {
    const rows = await leaseWaiting(db)
    if (!rows.length) break
    const handingOver = handOver(db, rows, emit)
    if (!(await endsInTime(handingOver))) {
      flushLater(db, handingOver, emit).catch(() => undefined)
      break
    }
    emitted += rows.length
  }
  return emitted
}

async function handOver(db: DataSource, rows: readonly OutboxRow[], emit: Emit): Promise<void> {
  await emit(rows.map(toEvent))
  await db.query(`update amazon_pay_outbox set emitted_at = now() where id = any($1::bigint[])`, [
    rows.map(({ id }) => id),
  ])
}

/** The time is in the id because a database that was made anew counts from 1 again. */
function toEvent({ id, name, data, created_at }: OutboxRow): EmittableEvent {
  const jobId = `amazon-pay-${created_at.getTime()}-${id}`
  return { name, data, options: { jobId, removeOnComplete: { age: REMEMBERED_SECONDS } } }
}

/** Goes on once the bus has taken the batch. Where it refuses, the minutely job does. */
async function flushLater(db: DataSource, handingOver: Promise<void>, emit: Emit): Promise<void> {
  withheld.add(db)
  try {
    await handingOver
  } finally {
    withheld.delete(db)
  }
  await flushOutbox(db, emit)
}

/** @throws whatever the work fails with in that time */
async function endsInTime(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false)
  })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}

async function leaseWaiting(db: DataSource): Promise<OutboxRow[]> {
  const [rows] = await db.query<[OutboxRow[], number]>(
    `update amazon_pay_outbox set lease_until = now() + make_interval(secs => $1)
     where id in (
       select id from amazon_pay_outbox
       where emitted_at is null and (lease_until is null or lease_until < now())
       order by id limit $2 for update skip locked)
     returning id, name, data, created_at`,
    [LEASE_SECONDS, BATCH],
  )
  return rows.sort((a, b) => Number(a.id) - Number(b.id))
}
