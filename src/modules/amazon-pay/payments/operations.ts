import { setTimeout as delay } from "node:timers/promises"
import type { DataSource, EntityManager } from "typeorm"
import { idempotencyKey, isSameMoney, type Money } from "../../../protocol"
import { refusal } from "../errors"
import { newOperationId } from "../ids"
import { OperationEntity } from "../persistence/entities"
import type { OperationCall, OperationKind, OperationState } from "../persistence/entities/operation"
import { UNRECORDED } from "./medusa-records"

/** An operation that is wanted. */
export type Wanted = {
  merchantAccount: string
  paymentSessionId: string
  customerId: string | null
  walletId: string | null
  chargePermissionId: string | null
  kind: OperationKind
  target: string
  money: Money
  call: OperationCall
  request: object
  /** The capture or refund in Medusa that it is for. */
  medusaId?: string
}

/** What is to be done about a wanted operation. */
export type Claim =
  /** Ask Amazon for it; ours until the lease ends. */
  | { send: OperationEntity }
  /** It was done before. */
  | { done: OperationEntity }
  /** An earlier charge of another amount has to be cleared up first; ours until the lease ends. */
  | { clearUp: OperationEntity }

const LEASE_SECONDS = 45
const WAIT_STEP_MS = 50
const WAIT_LIMIT_MS = 30_000

/** Charges that came to nothing leave room for another. */
const ENDED: ReadonlySet<string | null> = new Set(["Canceled", "Declined"])

/**
 * Decides, for all processes at once, how a wanted operation is done, and commits it before anything is sent. Of one that
 * is open, because an answer was lost, the key is sent again; whoever finds it in flight waits for it. Only one that
 * succeeded or was declined makes room for a new key. A payment's first charge, for which a buyer waits, is one statement.
 *
 * @throws MedusaError `payment_in_progress` when somebody else takes too long over it
 */
export async function claimOperation(db: DataSource, wanted: Wanted): Promise<Claim> {
  const first = wanted.kind === "charge" && (await claimFirstCharge(db, wanted))
  if (first) return { send: first }
  for (let waited = 0; waited < WAIT_LIMIT_MS; waited += WAIT_STEP_MS) {
    const claim = await db.transaction(async (manager) => {
      await lockPayment(manager, wanted.paymentSessionId)
      return decide(manager, wanted)
    })
    if (claim) return claim
    await delay(WAIT_STEP_MS)
  }
  throw refusal("payment_in_progress")
}

/**
 * Claims a payment's first charge.
 *
 * @returns `null` where it is not the first
 */
export function claimFirstCharge(db: DataSource, wanted: Wanted): Promise<OperationEntity | null> {
  return insert(db.manager, wanted, 1)
}

/** Lets go of what was claimed and never sent, as if nobody had wanted it; not of what somebody else has taken up since. */
export async function withdraw(db: DataSource, { id }: OperationEntity): Promise<void> {
  await db.query("delete from amazon_pay_operation where id = $1 and state = 'sent' and updated_at = created_at", [id])
}

/** Keeps others away from one payment's operations until the transaction ends. */
export async function lockPayment(db: EntityManager, paymentSessionId: string): Promise<void> {
  await db.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`amazon-pay payment ${paymentSessionId}`])
}

/** @returns `null` when somebody is at it */
async function decide(db: EntityManager, wanted: Wanted): Promise<Claim | null> {
  const operations = await db.find(OperationEntity, {
    where: { payment_session_id: wanted.paymentSessionId, kind: wanted.kind },
    order: { created_at: "ASC", id: "ASC" },
  })
  const charge = wanted.kind === "charge" ? operations.find(isLiveCharge) : undefined
  if (charge) return { done: charge }
  const open = operations.find((each) => isOpen(each) && (wanted.kind === "charge" || isSame(each, wanted)))
  if (open) return takeUp(db, open, wanted)
  const unrecorded = wanted.medusaId && (await adoptUnrecorded(db, wanted, wanted.medusaId))
  if (unrecorded) return { done: unrecorded }
  if (operations.some(({ needs_recording }) => needs_recording && wanted.kind !== "charge")) {
    throw refusal("payment_in_progress")
  }
  const earlier = wanted.kind === "charge" ? operations : operations.filter((each) => isSame(each, wanted))
  const send = await insert(db, wanted, earlier.length + 1)
  return send && { send }
}

/** Whether a charge was made and still stands for something. */
export function isLiveCharge({ kind, state, amazon_state }: OperationEntity): boolean {
  return kind === "charge" && state === "succeeded" && !ENDED.has(amazon_state)
}

export function isOpen({ state }: OperationEntity): boolean {
  return state === "sent" || state === "unknown"
}

/** The amount of an operation. */
export function moneyOfOperation({ amount, currency_code }: OperationEntity): Money {
  return { amount, currencyCode: currency_code }
}

function isSame(operation: OperationEntity, { target, money }: Wanted): boolean {
  return operation.target === target && isSameMoney(moneyOfOperation(operation), money)
}

async function takeUp(db: EntityManager, open: OperationEntity, wanted: Wanted): Promise<Claim | null> {
  const taken = await lease(db, open.id)
  if (!taken) return null
  if (!isSame(taken, wanted)) return { clearUp: taken }
  const medusaId = wanted.medusaId ?? null
  await db.update(OperationEntity, taken.id, { medusa_id: medusaId })
  return { send: { ...taken, medusa_id: medusaId } }
}

/** Takes the right to ask Amazon for an open operation. */
export async function lease(db: EntityManager, id: string): Promise<OperationEntity | null> {
  const [, affected] = await db.query<[unknown[], number]>(
    `update amazon_pay_operation set state = 'sent', lease_until = now() + make_interval(secs => $2), updated_at = now()
     where id = $1 and state in ('sent', 'unknown') and coalesce(lease_until < now(), true)`,
    [id, LEASE_SECONDS],
  )
  return affected ? db.findOneByOrFail(OperationEntity, { id }) : null
}

/**
 * Lets the wanted capture or refund of Medusa's stand for one that Amazon has done already.
 *
 * @returns the operation, or `null` where there is none
 */
export function adopt(db: DataSource, wanted: Wanted): Promise<OperationEntity | null> {
  return db.transaction(async (manager) => {
    await lockPayment(manager, wanted.paymentSessionId)
    return wanted.medusaId === undefined ? null : adoptUnrecorded(manager, wanted, wanted.medusaId)
  })
}

/** Something Amazon did already for which Medusa has nothing: made in Seller Central, or its answer was lost. */
async function adoptUnrecorded(db: EntityManager, wanted: Wanted, medusaId: string): Promise<OperationEntity | null> {
  const { amount, currencyCode } = wanted.money
  const [rows] = await db.query<[{ id: string }[], number]>(
    `update amazon_pay_operation set medusa_id = $1, needs_recording = false, updated_at = now()
     where id = (
       select o.id from amazon_pay_operation o
       where o.payment_session_id = $2 and o.kind = $3 and o.state = 'succeeded' and o.amount = $4 and o.currency_code = $5
         and coalesce(o.amazon_state <> 'Declined', true) and ${UNRECORDED}
       order by o.created_at, o.id limit 1)
     returning id`,
    [medusaId, wanted.paymentSessionId, wanted.kind, amount, currencyCode],
  )
  const [row] = rows
  return row ? db.findOneByOrFail(OperationEntity, { id: row.id }) : null
}

/** @returns `null` when somebody else has just made it: no two charges of a payment have the same number */
async function insert(db: EntityManager, wanted: Wanted, attempt: number): Promise<OperationEntity | null> {
  const id = newOperationId()
  const values = {
    id,
    merchant_account: wanted.merchantAccount,
    payment_session_id: wanted.paymentSessionId,
    customer_id: wanted.customerId,
    wallet_id: wanted.walletId,
    charge_permission_id: wanted.chargePermissionId,
    kind: wanted.kind,
    target: wanted.target,
    amount: wanted.money.amount,
    currency_code: wanted.money.currencyCode,
    attempt,
    idempotency_key: idempotencyKey(wanted.merchantAccount, id),
    call: wanted.call,
    request: JSON.stringify(wanted.request),
    state: "sent" satisfies OperationState,
    medusa_id: wanted.medusaId ?? null,
  }
  const columns = Object.keys(values)
  const [row] = await db.query<OperationEntity[]>(
    `insert into amazon_pay_operation (${columns.join(", ")}, lease_until)
     values (${columns.map((_, index) => `$${index + 1}`).join(", ")}, now() + make_interval(secs => ${LEASE_SECONDS}))
     on conflict do nothing returning *`,
    Object.values(values),
  )
  return row ?? null
}
