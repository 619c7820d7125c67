import { AmazonPayError, afterDecline } from "../../../protocol"
import { OPEN } from "../persistence/entities/operation"
import { WalletEntity, type OperationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { say } from "../telemetry/say"
import { completedAnyway } from "./authorize-purchase"
import { NOT_CAPTURABLE } from "./capture"
import { liveCharge } from "./known-charge"
import { seeCharge } from "./note-charge"
import { noteDecline } from "./note-decline"
import { tellOfDecline } from "./operation-event"
import { lease } from "./operations"
import { recordAlone } from "./refund"
import { sendOperation } from "./send"

const BATCH = 50
/** Whoever asked for a younger one is probably still at it, or presses again. */
const SETTLE_AFTER_SECONDS = 60

/** An SQL condition on an operation `o`: nobody knows how it ended, and nobody is about to find out. */
const LEFT = `o.${OPEN} and o.updated_at < now() - make_interval(secs => ${SETTLE_AFTER_SECONDS})
  and coalesce(o.lease_until < now(), true)`

/** A capture or refund in Medusa whose process ended before its provider answered. */
export type Interrupted = Pick<OperationEntity, "payment_session_id"> & {
  kind: "capture" | "refund"
  medusa_id: string
}

/**
 * What in Medusa stands for money that nobody knows to have moved. Medusa takes it back when its provider fails, unless its
 * process ended before.
 */
export function listInterrupted({ db }: Runtime): Promise<Interrupted[]> {
  return db.query<Interrupted[]>(
    `select o.kind, o.payment_session_id, o.medusa_id from amazon_pay_operation o
     where ${LEFT} and o.kind in ('capture', 'refund') and o.medusa_id is not null
     order by o.updated_at limit ${BATCH}`,
  )
}

/** What was done for an interrupted refund before it was taken back in Medusa is recorded by itself. */
export async function noteTakenBack(runtime: Runtime, { kind, medusa_id }: Interrupted): Promise<void> {
  if (kind === "refund") await recordAlone(runtime, medusa_id)
}

/**
 * Settles operations of which nobody learned how they ended, those first that were not looked at for longest: Amazon is
 * asked for the same again, with the same key, and gives the answer that was lost. What Medusa does not know of it is
 * marked to be recorded there. What Amazon never received it does now, as if whoever asked for it had pressed again.
 *
 * @returns how many are settled
 */
export async function settleOpenOperations(runtime: Runtime, isOver: () => boolean): Promise<number> {
  const open = await runtime.db.query<{ id: string }[]>(
    `select o.id from amazon_pay_operation o where ${LEFT} order by o.updated_at limit ${BATCH}`,
  )
  let settled = 0
  for (const { id } of open) {
    if (isOver()) break
    if (await settle(runtime, id)) settled += 1
  }
  return settled
}

/** @returns whether it is known now how it ended; what stays unknown was said, and the next run asks again */
async function settle(runtime: Runtime, id: string): Promise<boolean> {
  const operation = await lease(runtime.db.manager, id)
  if (!operation) return false
  try {
    const sent = await sendOperation(runtime, operation, { priority: "reconcile", isForMedusa: true })
    if ("refused" in sent) await afterRefusal(runtime, sent.operation)
    else await learnState(runtime, sent.operation)
    sayOutcome(runtime, sent.operation, "refused" in sent ? "declined" : "succeeded")
    return true
  } catch (error) {
    if (!(error instanceof AmazonPayError)) throw error
    return false
  }
}

/** Of a purchase Amazon says only that it was completed. */
async function learnState(runtime: Runtime, operation: OperationEntity): Promise<void> {
  if (operation.amazon_id && !operation.amazon_state) await seeCharge(runtime, operation, "reconcile")
}

/** Nothing was done, as far as this operation goes: the same may have been done elsewhere, or somebody has to hear of it. */
async function afterRefusal(runtime: Runtime, operation: OperationEntity): Promise<void> {
  const completed = await completedAnyway(runtime, operation, { isForMedusa: true })
  if (completed) return learnState(runtime, completed)
  if (operation.kind === "capture" && NOT_CAPTURABLE.has(operation.reason_code))
    return noteItsCharge(runtime, operation)
  if (operation.kind === "charge") await noteWithWallet(runtime, operation)
  await tellOfDecline(runtime, operation.id)
}

async function noteItsCharge(runtime: Runtime, { payment_session_id }: OperationEntity): Promise<void> {
  const charge = await liveCharge(runtime, payment_session_id)
  if (charge?.amazon_id) await seeCharge(runtime, charge, "reconcile")
}

async function noteWithWallet(runtime: Runtime, operation: OperationEntity): Promise<void> {
  const action = afterDecline(operation.reason_code)
  if (action !== "update_wallet" && action !== "set_up_again") return
  const wallet = await runtime.db.getRepository(WalletEntity).findOneBy({ id: operation.wallet_id ?? "" })
  if (wallet) await noteDecline(runtime, wallet, operation)
}

function sayOutcome(runtime: Runtime, operation: OperationEntity, outcome: "succeeded" | "declined"): void {
  const { id, payment_session_id, kind, amazon_id } = operation
  say(runtime.logger, "info", "a payment operation whose answer was lost is settled", {
    operation_id: id,
    payment_session_id,
    kind,
    outcome,
    amazon_id,
  })
}
