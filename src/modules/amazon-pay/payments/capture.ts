import { afterDecline, chargeRequest, type Money } from "../../../protocol"
import { refusal } from "../errors"
import type { OperationEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { toMoney } from "./amounts"
import { withCharge } from "./authorize"
import { asking } from "./in-medusas-words"
import { doOnce, liveCharge, operationsOf } from "./known-charge"
import { readMovement } from "./medusa-records"
import { seeCharge } from "./note-charge"
import { adopt, type Wanted } from "./operations"
import type { PaymentData } from "./payment-data"
import { linkRecording, recordingOf } from "./recording"

/** Amazon's answers to a capture of a charge that is not `Authorized` (any more). */
export const NOT_CAPTURABLE: ReadonlySet<string | null> = new Set(["InvalidChargeStatus"])

/**
 * Captures the amount of a capture that Medusa has stored, once. Amazon captures a charge one time: what is captured later
 * of the same payment is charged to the same charge permission by the merchant. A charge that was captured elsewhere
 * counts, if it is the amount that is wanted.
 *
 * @param captureId Medusa's capture; the provider is not told its amount
 * @throws MedusaError `payment_record_not_found`, `payment_not_charged`, `charge_not_capturable`, `charge_declined`,
 * `payment_in_progress`, `payment_outcome_unknown`
 */
export async function capturePayment(
  runtime: Runtime,
  merchantAccount: string,
  data: PaymentData,
  captureId: string | undefined,
): Promise<PaymentData> {
  const { account } = accountOf(runtime, merchantAccount)
  const movement = await readMovement(runtime.db, "capture", captureId)
  const recording = recordingOf(movement)
  if (recording) {
    await linkRecording(runtime.db, recording, movement.id)
    return data
  }
  const charge = await liveCharge(runtime, data.session_id)
  if (!charge?.amazon_id) throw refusal("payment_not_charged")
  const money = toMoney(account, movement.amount, data.currency_code)
  const capture = { charge, chargeId: charge.amazon_id, money, data, captureId: movement.id }
  return capturedData(data, charge, await captureOnce(runtime, capture))
}

type Capture = { charge: OperationEntity; chargeId: string; money: Money; data: PaymentData; captureId: string }

async function captureOnce(runtime: Runtime, capture: Capture): Promise<OperationEntity> {
  const wanted = await wantedOf(runtime, capture)
  const outcome = await doOnce(runtime, wanted)
  if ("done" in outcome) return outcome.done
  const { operation } = outcome
  if ("answered" in outcome) return assertCaptured(operation)
  if (!NOT_CAPTURABLE.has(operation.reason_code)) throw declined(operation)
  return capturedElsewhere(runtime, capture, wanted)
}

/** A charge that cannot be captured may have been, by the merchant in Seller Central or by us with an answer that was lost. */
async function capturedElsewhere(runtime: Runtime, capture: Capture, wanted: Wanted): Promise<OperationEntity> {
  const charge = await asking("reading", seeCharge(runtime, capture.charge, "buyer"))
  const done = await adopt(runtime.db, wanted)
  if (done) return done
  throw refusal("charge_not_capturable", `(${[charge.state, charge.reasonCode].filter(Boolean).join(", ")})`)
}

async function wantedOf(runtime: Runtime, { charge, chargeId, money, data, captureId }: Capture): Promise<Wanted> {
  const common = {
    merchantAccount: charge.merchant_account,
    paymentSessionId: charge.payment_session_id,
    customerId: charge.customer_id,
    walletId: charge.wallet_id,
    chargePermissionId: charge.charge_permission_id,
    kind: "capture" as const,
    money,
    medusaId: captureId,
  }
  const captures = (await operationsOf(runtime, charge.payment_session_id)).filter(({ kind }) => kind === "capture")
  const isCaptured = captures.some(({ state, amazon_id }) => state === "succeeded" && amazon_id === chargeId)
  if (!isCaptured) return { ...common, target: chargeId, call: "captureCharge", request: { captureAmount: money } }
  const target = charge.charge_permission_id ?? ""
  return {
    ...common,
    target,
    call: "createCharge",
    request: chargeRequest({
      chargePermissionId: target,
      chargeAmount: money,
      captureNow: true,
      canHandlePendingAuthorization: false,
      initiator: "merchant",
      merchantReferenceId: data.session_id,
    }),
  }
}

function assertCaptured(operation: OperationEntity): OperationEntity {
  const { amazon_state } = operation
  if (amazon_state === "Captured" || amazon_state === "CaptureInitiated") return operation
  throw refusal("charge_not_capturable", `(${amazon_state})`)
}

function declined({ reason_code }: OperationEntity) {
  return refusal(
    afterDecline(reason_code) ? "charge_declined" : "amazon_refused",
    reason_code ? `(${reason_code})` : "",
  )
}

function capturedData(data: PaymentData, charge: OperationEntity, { amazon_id, amazon_state }: OperationEntity) {
  if (amazon_id !== charge.amazon_id) return data
  return withCharge(data, {
    chargeId: charge.amazon_id ?? "",
    chargePermissionId: charge.charge_permission_id ?? "",
    state: amazon_state === "CaptureInitiated" ? "CaptureInitiated" : "Captured",
  })
}
