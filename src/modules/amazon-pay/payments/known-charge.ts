import type { Charge } from "../../../protocol"
import { AmazonPayError } from "../../../protocol"
import { refusal } from "../errors"
import { OperationEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { asking } from "./in-medusas-words"
import { makeReady, type MayBeMade } from "./make-ready"
import { claimOperation, isLiveCharge, isOpen, type Wanted } from "./operations"
import { sendOperation, type Sent } from "./send"

/** A payment's charges, captures and refunds, in the order in which they were asked for. */
export function operationsOf(runtime: Runtime, paymentSessionId: string): Promise<OperationEntity[]> {
  return runtime.db.query<OperationEntity[]>(
    "select * from amazon_pay_operation where payment_session_id = $1 order by created_at, id",
    [paymentSessionId],
  )
}

/** The charge a payment lives on, if Amazon made one and it has not ended. */
export async function liveCharge(runtime: Runtime, paymentSessionId: string): Promise<OperationEntity | null> {
  return (await operationsOf(runtime, paymentSessionId)).find(isLiveCharge) ?? null
}

/**
 * Does a wanted operation once. One of another amount that stands in its way, because its answer was lost before the
 * amount changed, is found out about first and canceled.
 *
 * @param mayBeMade given for a payment's first charge; asked before that is sent
 * @throws MedusaError `payment_in_progress`, `payment_outcome_unknown`, `charge_captured`, and what `mayBeMade` throws
 */
export async function doOnce(
  runtime: Runtime,
  wanted: Wanted,
  mayBeMade?: MayBeMade,
): Promise<Sent | { done: OperationEntity }> {
  const ready = mayBeMade && (await makeReady(runtime, wanted, mayBeMade))
  if (ready) return asking("money", sendOperation(runtime, ready.operation, { turn: ready.turn }))
  for (;;) {
    const claim = await claimOperation(runtime.db, wanted)
    if ("done" in claim) return claim
    if ("send" in claim) return asking("money", sendOperation(runtime, claim.send))
    await clearUp(runtime, claim.clearUp)
  }
}

/**
 * Finds out what became of a charge whose answer was lost, and undoes it.
 *
 * @throws MedusaError `charge_captured` when that is too late
 */
export async function clearUp(runtime: Runtime, operation: OperationEntity): Promise<void> {
  const sent = await asking("money", sendOperation(runtime, operation))
  if ("answered" in sent) await undoCharge(runtime, sent.operation)
}

/**
 * Lets go of what a charge holds.
 *
 * @throws MedusaError `charge_captured` when that is too late, `amazon_not_available`
 */
export async function undoCharge(runtime: Runtime, operation: OperationEntity): Promise<Charge> {
  const charge = await asking("reading", cancelCharge(runtime, operation))
  if (isCaptured(charge)) throw refusal("charge_captured")
  return charge
}

/** Whether a charge's money is taken, or about to be. */
export function isCaptured({ state }: Pick<Charge, "state">): boolean {
  return state === "Captured" || state === "CaptureInitiated"
}

/**
 * The charge as it is at Amazon, with its state noted.
 *
 * @throws MedusaError `amazon_not_available`, `payment_outcome_unknown` when Amazon has not said which charge it is
 */
export async function readCharge(runtime: Runtime, operation: OperationEntity): Promise<Charge> {
  const { client } = accountOf(runtime, operation.merchant_account)
  if (!operation.amazon_id) throw new AmazonPayError("invalid_response", "Amazon has not named the charge it made")
  const charge = await client.getCharge(operation.amazon_id)
  await noteState(runtime, operation, charge)
  return charge
}

/** Notes a charge's state with the operation that made it. */
export async function noteState(
  runtime: Pick<Runtime, "db">,
  operation: OperationEntity,
  { state, chargePermissionId, expiresAt }: Pick<Charge, "state" | "chargePermissionId" | "expiresAt">,
): Promise<void> {
  await runtime.db
    .getRepository(OperationEntity)
    .update(operation.id, { amazon_state: state, charge_permission_id: chargePermissionId, expires_at: expiresAt })
}

/**
 * Cancels an authorised charge at Amazon. One that has ended already, and one that is captured, is answered as it is.
 *
 * @throws AmazonPayError when Amazon does not cancel it, or cannot be asked
 */
export async function cancelCharge(runtime: Runtime, operation: OperationEntity): Promise<Charge> {
  const { client } = accountOf(runtime, operation.merchant_account)
  if (!operation.amazon_id) return readCharge(runtime, operation)
  try {
    const charge = await client.cancelCharge(operation.amazon_id, { cancellationReason: "Canceled in the store" })
    await noteState(runtime, operation, charge)
    return charge
  } catch (error) {
    if (!(error instanceof AmazonPayError)) throw error
    const charge = await readCharge(runtime, operation)
    if (isCaptured(charge) || charge.state === "Canceled" || charge.state === "Declined") return charge
    throw error
  }
}

/** Whether an answer about a payment is still out. */
export function hasOpen(operations: readonly OperationEntity[]): boolean {
  return operations.some(isOpen)
}
