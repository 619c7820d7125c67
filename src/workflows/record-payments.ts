import type { MedusaContainer } from "@medusajs/framework/types"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { failureInWords } from "../modules/amazon-pay/telemetry/failures"
import { say } from "../modules/amazon-pay/telemetry/say"
import type { OperationToRecord } from "../modules/amazon-pay/service"
import { recordCharge } from "./record-charge"
import { recordCapture, recordRefund } from "./record-movement"

/** Charges come first: Medusa captures and refunds payments that it has. */
const RECORDERS = [
  ["charge", recordCharge],
  ["capture", recordCapture],
  ["refund", recordRefund],
] as const

/**
 * Tells Medusa what Amazon did without its asking, or what became known late: payments that were authorised, declined,
 * canceled or expired, captures and refunds made in Seller Central. Nothing is sent to Amazon for it. What Medusa does not
 * take now stays to be recorded and holds up nothing else.
 *
 * @returns how many operations Medusa took
 */
export async function recordPayments(container: MedusaContainer): Promise<number> {
  let recorded = 0
  let more: number
  do {
    more = await recordOfEachKind(container)
    recorded += more
  } while (more)
  return recorded
}

/** What became known during a kind's turn may be what a later kind waits for: another round finds it. */
async function recordOfEachKind(container: MedusaContainer): Promise<number> {
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  let recorded = 0
  for (const [kind, record] of RECORDERS) {
    for (;;) {
      const operation = await amazonPay.claimOperationToRecord(kind)
      if (!operation) break
      recorded += await tryToRecord(container, amazonPay, operation, record)
    }
  }
  return recorded
}

type Record = (container: MedusaContainer, operation: OperationToRecord) => Promise<boolean>

async function tryToRecord(
  container: MedusaContainer,
  amazonPay: AmazonPayModuleService,
  operation: OperationToRecord,
  record: Record,
): Promise<number> {
  try {
    if (!(await record(container, operation))) return 0
    await amazonPay.markOperationRecorded(operation)
    return 1
  } catch (error) {
    say(container.resolve("logger"), "warn", "Medusa did not take what happened at Amazon; it is told again", {
      operation_id: operation.id,
      payment_session_id: operation.payment_session_id,
      kind: operation.kind,
      amazon_state: operation.amazon_state,
      ...failureInWords(error),
    })
    return 0
  }
}

/** See {@link recordPayments}. */
export const recordPaymentsStep = createStep("amazon-pay-record-payments", async (_: void, { container }) => {
  return new StepResponse(await recordPayments(container))
})

/** Tells Medusa what happened at Amazon. Runs after notifications were worked off, and for whoever wants it at once. */
export const recordPaymentsWorkflow = createWorkflow("amazon-pay-record-payments", () => {
  return new WorkflowResponse(recordPaymentsStep())
})
