import type { BigNumberInput } from "@medusajs/framework/types"
import { fromMinorUnits, isSameMoney, minorUnits, type Money } from "../../../protocol"
import { refusal } from "../errors"
import { OperationEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { toMoney } from "./amounts"
import { doOnce, operationsOf } from "./known-charge"
import { readMovement } from "./medusa-records"
import { refundable } from "./movements"
import { adopt, isOpen, moneyOfOperation, type Wanted } from "./operations"
import type { PaymentData } from "./payment-data"
import { linkRecording, recordingOf } from "./recording"

/**
 * Refunds an amount of a payment, once for each refund that Medusa has stored. Of a payment that was captured in several
 * charges it is taken from the first that has enough left, or from several.
 *
 * @throws MedusaError `payment_record_not_found`, `refund_exceeds_charges`, `amazon_refused`, `payment_in_progress`,
 * `payment_outcome_unknown`
 */
export async function refundPayment(
  runtime: Runtime,
  merchantAccount: string,
  data: PaymentData,
  { amount, refundId }: { amount: BigNumberInput; refundId: string | undefined },
): Promise<PaymentData> {
  const { account } = accountOf(runtime, merchantAccount)
  const movement = await readMovement(runtime.db, "refund", refundId)
  const recording = recordingOf(movement)
  if (recording) {
    await linkRecording(runtime.db, recording, movement.id)
    return data
  }
  const money = toMoney(account, amount, data.currency_code)
  const operations = await operationsOf(runtime, data.session_id)
  const { charge_permission_id: chargePermissionId, wallet_id: walletId } = operations[0] ?? {}
  const wantedOf = ({ chargeId, part }: Part): Wanted => ({
    merchantAccount: account.id,
    paymentSessionId: data.session_id,
    customerId: data.customer_id,
    walletId: walletId ?? null,
    chargePermissionId: chargePermissionId ?? null,
    kind: "refund",
    target: chargeId,
    money: part,
    call: "createRefund",
    request: { chargeId, refundAmount: part },
    medusaId: movement.id,
  })
  if (await adopt(runtime.db, wantedOf({ chargeId: "", part: money }))) return data
  const parts = partsOf(operations, money)
  for (const [index, part] of parts.entries()) {
    try {
      await refundPart(runtime, wantedOf(part))
    } catch (error) {
      if (index > 0) await recordAlone(runtime, movement.id)
      throw error
    }
  }
  return data
}

type Part = { chargeId: string; part: Money }

async function refundPart(runtime: Runtime, wanted: Wanted): Promise<void> {
  const outcome = await doOnce(runtime, wanted)
  if (!("refused" in outcome)) return
  const { reason_code } = outcome.operation
  if (reason_code === "TransactionAmountExceeded") throw refusal("refund_exceeds_charges")
  throw refusal("amazon_refused", reason_code ? `(${reason_code})` : undefined)
}

/**
 * Which charges a refund is taken from. One whose answer was lost is asked for again as it was.
 *
 * @throws MedusaError `refund_exceeds_charges`
 */
function partsOf(operations: readonly OperationEntity[], money: Money): Part[] {
  const open = operations.find(
    (each) => each.kind === "refund" && isOpen(each) && isSameMoney(moneyOfOperation(each), money),
  )
  if (open) return [{ chargeId: open.target, part: money }]
  const charges = refundable(operations)
  const enough = charges.find(({ left }) => minorUnits(left) >= minorUnits(money))
  if (enough) return [{ chargeId: enough.chargeId, part: money }]
  let missing = minorUnits(money)
  const parts = charges.flatMap(({ chargeId, left }) => {
    const units = missing < minorUnits(left) ? missing : minorUnits(left)
    missing -= units
    return units > 0n ? [{ chargeId, part: fromMinorUnits(units, money.currencyCode) }] : []
  })
  if (missing > 0n) throw refusal("refund_exceeds_charges")
  return parts
}

/** Medusa takes its refund back when a part of it fails; the parts that were done are recorded by themselves. */
export async function recordAlone(runtime: Runtime, refundId: string): Promise<void> {
  await runtime.db
    .getRepository(OperationEntity)
    .update({ kind: "refund", medusa_id: refundId, state: "succeeded" }, { medusa_id: null, needs_recording: true })
}
