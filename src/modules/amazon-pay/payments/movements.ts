import { fromMinorUnits, idempotencyKey, minorUnits, type Charge, type Money } from "../../../protocol"
import { newOperationId } from "../ids"
import { OperationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { IsNull, type EntityManager } from "typeorm"
import type { ChargeNow } from "./authorize"
import { lockPayment, moneyOfOperation } from "./operations"

/** A capture or refund that took place at Amazon without an operation of ours. */
export type Seen = {
  kind: "capture" | "refund"
  chargeId: string
  amazonId: string
  amazonState: string
  money: Money
  /** What in Medusa stands for it already, if anything does. */
  medusaId: string | null
}

/**
 * Stores what was seen at Amazon as an operation that succeeded, once. What Medusa has nothing for is recorded there
 * later, and nothing is sent for it.
 *
 * @param of the charge's operation
 */
export async function insertSeen(db: EntityManager, of: OperationEntity, seen: Seen): Promise<void> {
  const id = newOperationId()
  await db
    .createQueryBuilder()
    .insert()
    .into(OperationEntity)
    .values({
      id,
      merchant_account: of.merchant_account,
      payment_session_id: of.payment_session_id,
      customer_id: of.customer_id,
      wallet_id: of.wallet_id,
      charge_permission_id: of.charge_permission_id,
      kind: seen.kind,
      target: seen.chargeId,
      amount: seen.money.amount,
      currency_code: seen.money.currencyCode,
      attempt: 1,
      idempotency_key: idempotencyKey(of.merchant_account, id),
      call: null,
      request: null,
      state: "succeeded",
      amazon_id: seen.amazonId,
      amazon_state: seen.amazonState,
      medusa_id: seen.medusaId,
      needs_recording: seen.medusaId === null,
    })
    .orIgnore()
    .execute()
}

/**
 * Medusa records the capture of a charge that is captured when it is authorised; it asks for nothing then.
 *
 * @param part what was captured, where that is not the whole: Medusa is told afterwards
 */
export async function recordCaptureByAuthorization(
  runtime: Runtime,
  operation: OperationEntity,
  charge: ChargeNow,
  part: Money | null,
): Promise<void> {
  const medusaId = part ? null : operation.payment_session_id
  await runtime.db.transaction(async (db) => {
    await lockPayment(db, operation.payment_session_id)
    const { merchant_account } = operation
    const capture = { kind: "capture", amazon_id: charge.chargeId, merchant_account } as const
    const { affected } = await db.update(
      OperationEntity,
      { ...capture, medusa_id: IsNull() },
      { medusa_id: medusaId, needs_recording: part !== null },
    )
    if (affected || (await db.existsBy(OperationEntity, capture))) return
    await insertSeen(db, operation, {
      kind: "capture",
      chargeId: charge.chargeId,
      amazonId: charge.chargeId,
      amazonState: charge.state,
      money: part ?? moneyOfOperation(operation),
      medusaId,
    })
  })
}

/** Money that was captured and can be given back, by charge, in the order in which it was captured. */
export type Refundable = { chargeId: string; left: Money }

/** What is left of each captured charge. Refunds whose end is not known count as made. */
export function refundable(operations: readonly OperationEntity[]): Refundable[] {
  const captures = operations.filter(
    ({ kind, state, amazon_state }) => kind === "capture" && state === "succeeded" && amazon_state !== "Declined",
  )
  return captures.flatMap((capture) => {
    const { amazon_id: chargeId } = capture
    if (!chargeId) return []
    const refunded = operations
      .filter(({ kind, target }) => kind === "refund" && target === chargeId)
      .filter(({ state, amazon_state }) => state !== "declined" && amazon_state !== "Declined")
      .reduce((sum, refund) => sum + minorUnits(moneyOfOperation(refund)), 0n)
    const left = minorUnits(moneyOfOperation(capture)) - refunded
    return left > 0n ? [{ chargeId, left: fromMinorUnits(left, capture.currency_code) }] : []
  })
}

/** How much of a charge is captured; nothing while that is under way. */
export function capturedAmount({ state, captureAmount, chargeAmount }: Charge): Money | null {
  if (state !== "Captured") return null
  return captureAmount && minorUnits(captureAmount) > 0n ? captureAmount : chargeAmount
}
