import { capturePaymentWorkflow, refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { BigNumberInput, MedusaContainer, PaymentDTO } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN, Modules } from "@medusajs/framework/utils"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import type { OperationToRecord } from "../modules/amazon-pay/service"
import { say } from "../modules/amazon-pay/telemetry/say"
import { sessionOf } from "./record-charge"

/** What Medusa keeps of a payment's captures and refunds that its interface does not name. */
export type MovementRows = {
  deleteCaptures(ids: string[]): Promise<void>
  deleteRefunds(ids: string[]): Promise<void>
}

/**
 * Records a capture that was made at Amazon, through Medusa's own workflow, so that the order knows of it: the capture names
 * the operation, and the provider asks Amazon for nothing. One that Amazon declined after all is taken back.
 *
 * @returns whether Medusa knows of it
 */
export async function recordCapture(container: MedusaContainer, capture: OperationToRecord): Promise<boolean> {
  const payment = await paymentOf(container, capture)
  if (!payment) return false
  if (capture.amazon_state === "Declined") return takeBack(container, payment, capture)
  if (!(await isUnrecorded(container, capture))) return true
  await capturePaymentWorkflow(container).run({
    input: { payment_id: payment.id, amount: capture.amount as never, captured_by: capture.id },
  })
  return true
}

/** The same for a refund. Amazon gives back more than was captured, up to a limit, and Medusa does not: it records what it can. */
export async function recordRefund(container: MedusaContainer, refund: OperationToRecord): Promise<boolean> {
  const payment = await paymentOf(container, refund)
  if (!payment) return false
  if (refund.amazon_state === "Declined") return takeBack(container, payment, refund)
  if (!(await isUnrecorded(container, refund))) return true
  const amount = MathBN.min(refund.amount, refundableOf(payment))
  if (MathBN.lt(amount, refund.amount)) warnOfExcess(container, refund)
  if (MathBN.lte(amount, 0)) return true
  const input = { payment_id: payment.id, amount: amount.toFixed(), created_by: refund.id }
  if (await orderOf(container, payment)) await refundPaymentWorkflow(container).run({ input: input as never })
  else await container.resolve(Modules.PAYMENT).refundPayment(input)
  return true
}

function refundableOf({ captures = [], refunds = [] }: PaymentDTO): BigNumberInput {
  return MathBN.sub(sumOf(captures), sumOf(refunds))
}

function sumOf(rows: readonly { amount: unknown }[]): BigNumberInput {
  return MathBN.sum(...rows.map(({ amount }) => amount as BigNumberInput))
}

function warnOfExcess(container: MedusaContainer, refund: OperationToRecord): void {
  say(
    container.resolve("logger"),
    "warn",
    "more was refunded at Amazon than Medusa has captured; it records the rest",
    {
      operation_id: refund.id,
      payment_session_id: refund.payment_session_id,
      refund_id: refund.amazon_id,
    },
  )
}

async function paymentOf(container: MedusaContainer, operation: OperationToRecord): Promise<PaymentDTO | null> {
  return (await sessionOf(container, operation))?.payment ?? null
}

function isUnrecorded(container: MedusaContainer, { id }: OperationToRecord): Promise<boolean> {
  return container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE).isOperationUnrecorded(id)
}

async function orderOf(container: MedusaContainer, payment: PaymentDTO): Promise<string | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_payment_collection",
    fields: ["order_id"],
    filters: { payment_collection_id: payment.payment_collection_id },
  })
  return (data[0] as { order_id: string } | undefined)?.order_id ?? null
}

/** Amazon moved nothing after all: Medusa's row goes, the order's balance is put right, and somebody is told. */
async function takeBack(
  container: MedusaContainer,
  payment: PaymentDTO,
  operation: OperationToRecord,
): Promise<boolean> {
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  const isRefund = operation.kind === "refund"
  if (operation.medusa_id && !(await isUnrecorded(container, operation))) {
    const rows = container.resolve(Modules.PAYMENT) as unknown as MovementRows
    if (isRefund) await rows.deleteRefunds([operation.medusa_id])
    else await rows.deleteCaptures([operation.medusa_id])
    const amount = isRefund ? MathBN.convert(operation.amount) : MathBN.mult(operation.amount, -1)
    await reverseTransaction(container, payment, operation, amount)
    await recountCollection(container, payment)
  }
  await amazonPay.tellOfDecline(operation)
  return true
}

async function reverseTransaction(
  container: MedusaContainer,
  payment: PaymentDTO,
  { kind, medusa_id, currency_code }: OperationToRecord,
  amount: BigNumberInput,
): Promise<void> {
  const order_id = await orderOf(container, payment)
  if (!order_id) return
  await container.resolve(Modules.ORDER).addOrderTransactions({
    order_id,
    amount: amount as never,
    currency_code: currency_code.toLowerCase(),
    reference: `${kind}_declined`,
    reference_id: medusa_id ?? undefined,
  })
}

/** Medusa counts a collection's amounts when it captures and refunds, and not when a row goes. */
export async function recountCollection(
  container: MedusaContainer,
  payment: Pick<PaymentDTO, "payment_collection_id">,
): Promise<void> {
  const module = container.resolve(Modules.PAYMENT)
  const collection = await module.retrievePaymentCollection(payment.payment_collection_id, {
    relations: ["payments.captures", "payments.refunds"],
  })
  const payments = collection.payments ?? []
  await module.updatePaymentCollections(collection.id, {
    captured_amount: sumOf(payments.flatMap(({ captures }) => captures ?? [])),
    refunded_amount: sumOf(payments.flatMap(({ refunds }) => refunds ?? [])),
  } as never)
}
