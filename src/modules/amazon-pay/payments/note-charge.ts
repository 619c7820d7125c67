import type { EntityManager } from "typeorm"
import type { Priority } from "../../../client/turns"
import { isSameMoney, type Charge, type Money } from "../../../protocol"
import { refusal } from "../errors"
import { OperationEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { capturedAmount, insertSeen } from "./movements"
import { isOpen, lockPayment, moneyOfOperation } from "./operations"

/** Something is being asked of Amazon at this moment whose answer decides what a reading means. */
export type InFlight = "in flight"

/**
 * Notes how a charge stands at Amazon with the operation that made it, whether its answer was lost, it was settled later or
 * the merchant acted in Seller Central. What Medusa does not know of it is marked to be recorded there; nothing is sent.
 *
 * @returns `in flight` when the operation is just being asked for: to be noted again afterwards
 */
export async function noteCharge(
  runtime: Runtime,
  { id, payment_session_id }: OperationEntity,
  charge: Charge,
): Promise<InFlight | "noted"> {
  return runtime.db.transaction(async (db) => {
    await lockPayment(db, payment_session_id)
    const operation = await db.findOneByOrFail(OperationEntity, { id })
    const captured = operation.kind === "charge" ? capturedAmount(charge) : null
    const capture = operation.kind === "charge" ? await captureOf(db, operation, charge, captured) : null
    if (isInFlight(operation) || (capture && isInFlight(capture))) return "in flight"
    await settleSeen(db, operation, charge, isNews(operation, charge))
    if (capture) await settleSeen(db, capture, charge, isLost(capture) || becameDeclined(capture, charge))
    else if (captured) await insertCapture(db, operation, charge, captured)
    return "noted"
  })
}

/**
 * Reads the charge that an operation made and notes how it stands, for Medusa too.
 *
 * @throws AmazonPayError when Amazon cannot be asked
 */
export async function seeCharge(runtime: Runtime, operation: OperationEntity, priority: Priority): Promise<Charge> {
  if (!operation.amazon_id) throw refusal("payment_not_charged")
  const { client } = accountOf(runtime, operation.merchant_account)
  const charge = await client.getCharge(operation.amazon_id, { priority })
  await noteCharge(runtime, operation, charge)
  return charge
}

const isLost = ({ state }: OperationEntity) => state !== "succeeded"

const becameDeclined = ({ amazon_state }: OperationEntity, { state }: Charge) =>
  state === "Declined" && amazon_state !== "Declined"

const isNews = (operation: OperationEntity, charge: Charge) =>
  isLost(operation) || operation.amazon_state !== charge.state

/** Asked for by somebody whose time has not run out. */
export function isInFlight({ state, lease_until }: OperationEntity): boolean {
  return state === "sent" && lease_until !== null && lease_until.getTime() > Date.now()
}

/** The operation that captured a charge, one that is doing so, or one whose lost answer this capture is. */
async function captureOf(
  db: EntityManager,
  { payment_session_id }: OperationEntity,
  { chargeId }: Charge,
  captured: Money | null,
): Promise<OperationEntity | null> {
  const captures = await db.findBy(OperationEntity, { payment_session_id, kind: "capture" })
  const known = captures.find(({ amazon_id }) => amazon_id === chargeId)
  if (known || !captured) return known ?? null
  const candidates = captures.filter((each) => isOpen(each) && each.target === chargeId)
  return candidates.find((each) => isInFlight(each) || isSameMoney(moneyOfOperation(each), captured)) ?? null
}

async function settleSeen(
  db: EntityManager,
  operation: OperationEntity,
  { chargeId, chargePermissionId, state, reasonCode, expiresAt }: Charge,
  isNews: boolean,
): Promise<void> {
  await db.update(OperationEntity, operation.id, {
    state: "succeeded",
    amazon_id: chargeId,
    amazon_state: state,
    charge_permission_id: chargePermissionId,
    reason_code: reasonCode,
    expires_at: expiresAt,
    lease_until: null,
    ...(isNews && { needs_recording: true }),
  })
}

function insertCapture(db: EntityManager, operation: OperationEntity, charge: Charge, money: Money): Promise<void> {
  const { chargeId, state, chargePermissionId } = charge
  const of = { ...operation, charge_permission_id: chargePermissionId }
  const seen = { kind: "capture", chargeId, amazonId: chargeId, amazonState: state, money, medusaId: null } as const
  return insertSeen(db, of, seen)
}
