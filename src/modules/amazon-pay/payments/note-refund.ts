import type { EntityManager } from "typeorm"
import { isSameMoney, type Refund } from "../../../protocol"
import { OperationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { insertSeen } from "./movements"
import { isInFlight, type InFlight } from "./note-charge"
import { isOpen, lockPayment, moneyOfOperation } from "./operations"

/**
 * Notes how a refund stands at Amazon: one of ours, one of ours whose answer was lost, or one that the merchant made in
 * Seller Central, which Medusa then has to be told of.
 *
 * @param charge the operation whose charge is refunded
 * @returns `in flight` when the same refund is just being asked for: to be noted again afterwards
 */
export async function noteRefund(
  runtime: Runtime,
  charge: OperationEntity,
  refund: Refund,
): Promise<InFlight | "noted"> {
  return runtime.db.transaction(async (db) => {
    await lockPayment(db, charge.payment_session_id)
    const operation = await operationOf(db, charge, refund)
    if (operation && isInFlight(operation)) return "in flight"
    if (operation) await settleSeen(db, operation, refund)
    else await insertRefund(db, charge, refund)
    return "noted"
  })
}

async function operationOf(
  db: EntityManager,
  { payment_session_id }: OperationEntity,
  { refundId, chargeId, refundAmount }: Refund,
): Promise<OperationEntity | null> {
  const refunds = await db.findBy(OperationEntity, { payment_session_id, kind: "refund" })
  const known = refunds.find(({ amazon_id }) => amazon_id === refundId)
  if (known) return known
  const isLost = (each: OperationEntity) => isOpen(each) && isSameMoney(moneyOfOperation(each), refundAmount)
  return refunds.find((each) => each.target === chargeId && isLost(each)) ?? null
}

async function settleSeen(db: EntityManager, operation: OperationEntity, refund: Refund): Promise<void> {
  const isLost = operation.state !== "succeeded"
  const isDeclinedNow = refund.state === "Declined" && operation.amazon_state !== "Declined"
  await db.update(OperationEntity, operation.id, {
    state: "succeeded",
    amazon_id: refund.refundId,
    amazon_state: refund.state,
    reason_code: refund.reasonCode,
    lease_until: null,
    ...((isLost || isDeclinedNow) && { needs_recording: true }),
  })
}

/** A refund that was declined before anybody here heard of it never took place. */
async function insertRefund(db: EntityManager, charge: OperationEntity, refund: Refund): Promise<void> {
  if (refund.state === "Declined") return
  await insertSeen(db, charge, {
    kind: "refund",
    chargeId: refund.chargeId,
    amazonId: refund.refundId,
    amazonState: refund.state,
    money: refund.refundAmount,
    medusaId: null,
  })
}
