import { refusal } from "../errors"
import { OperationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { say } from "../telemetry/say"
import { withCharge } from "./authorize"
import { asking } from "./in-medusas-words"
import { cancelCharge, clearUp, isCaptured, operationsOf, undoCharge } from "./known-charge"
import { paymentOf } from "./medusa-records"
import { isLiveCharge, isOpen, lease } from "./operations"
import type { PaymentData } from "./payment-data"
import { markRecorded } from "./recording"

/**
 * Gives back what is authorised and not captured. Where nothing is, there is nothing to do.
 *
 * @param paymentId Medusa's payment, if it is one that is canceled. Without it a session is given up, and that of a payment
 * that stands is left alone: Medusa gives up a session also when another call has authorised it first
 * @throws MedusaError `charge_captured`, `payment_in_progress`, `payment_outcome_unknown`, `amazon_not_available`
 */
export async function cancelPayment(
  runtime: Runtime,
  data: PaymentData,
  paymentId: string | undefined,
): Promise<PaymentData> {
  const payment = await paymentOf(runtime.db, data.session_id)
  if (payment && payment.id !== paymentId) return data
  const operations = await operationsOf(runtime, data.session_id)
  for (const open of operations.filter((each) => each.kind === "charge" && isOpen(each))) await giveUp(runtime, open)
  const charge = operations.find(isLiveCharge)
  if (!charge) return data
  if (operations.some((each) => each.kind === "capture" && isKept(each))) throw refusal("charge_captured")
  return withCharge(data, await undoCharge(runtime, charge))
}

function isKept({ state, amazon_state }: OperationEntity): boolean {
  return state !== "declined" && amazon_state !== "Declined"
}

async function giveUp(runtime: Runtime, open: OperationEntity): Promise<void> {
  const leased = await lease(runtime.db.manager, open.id)
  if (!leased) throw refusal("payment_in_progress")
  await clearUp(runtime, leased)
}

/**
 * Lets go of a charge that no payment session stands behind: it is gone, or of another amount. What was captured stays, and
 * somebody is told.
 */
export async function giveUpCharge(runtime: Runtime, operationId: string): Promise<void> {
  const operation = await runtime.db.getRepository(OperationEntity).findOneByOrFail({ id: operationId })
  if (!isLiveCharge(operation)) return
  const charge = await asking("reading", cancelCharge(runtime, operation))
  await markRecorded(runtime.db, { id: operation.id, amazon_state: charge.state })
  if (!isCaptured(charge)) return
  say(runtime.logger, "error", "a charge was captured that no payment session stands behind; refund it", {
    operation_id: operation.id,
    payment_session_id: operation.payment_session_id,
    charge_id: operation.amazon_id,
  })
}
