import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { MedusaContainer, PaymentSessionDTO } from "@medusajs/framework/types"
import { MathBN, Modules, PaymentActions, PaymentSessionStatus } from "@medusajs/framework/utils"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type { PaymentData } from "../modules/amazon-pay/payments/payment-data"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import type { OperationToRecord } from "../modules/amazon-pay/service"
import { decimalsOf } from "../protocol"

/**
 * Brings Medusa's payment session to where its charge stands at Amazon. An authorisation that came late, or whose answer
 * was lost, is authorised in Medusa as a provider's webhook would do it: that places the order where there is none yet.
 *
 * @returns whether Medusa knows all there is to know
 */
export async function recordCharge(container: MedusaContainer, charge: OperationToRecord): Promise<boolean> {
  const session = await sessionOf(container, charge)
  if (!session) return giveUp(container, charge)
  switch (charge.amazon_state) {
    case null:
    case "Authorized":
    case "CaptureInitiated":
    case "Captured":
      return authorize(container, session, charge)
    case "Declined":
      return end(container, session, charge, PaymentSessionStatus.ERROR)
    case "Canceled":
      return end(container, session, charge, PaymentSessionStatus.CANCELED)
    default:
      return true
  }
}

/** The payment session of an operation with its payment, or `null` when Medusa has given it up. */
export async function sessionOf(
  container: MedusaContainer,
  { payment_session_id: id }: Pick<OperationToRecord, "payment_session_id">,
): Promise<PaymentSessionDTO | null> {
  const [session] = await container
    .resolve(Modules.PAYMENT)
    .listPaymentSessions({ id: [id] }, { relations: ["payment", "payment.captures", "payment.refunds"] })
  return session ?? null
}

/** The buyer may press again at the same moment: then one of the two makes the payment, and the other fails. */
async function authorize(
  container: MedusaContainer,
  session: PaymentSessionDTO,
  charge: OperationToRecord,
): Promise<boolean> {
  if (session.payment) return true
  if (!isOfAmount(charge, session)) return giveUp(container, charge)
  try {
    await processPaymentWorkflow(container).run({
      input: { action: PaymentActions.AUTHORIZED, data: { session_id: session.id, amount: session.amount } },
    })
  } catch (error) {
    if (!(await sessionOf(container, charge))?.payment) throw error
  }
  return true
}

/** Whether a payment session lives on this charge: one that came to nothing may have been followed by another. */
function standsFor(session: PaymentSessionDTO, charge: OperationToRecord): boolean {
  const { payment } = session
  return payment ? (payment.data as PaymentData).charge_id === charge.amazon_id : isOfAmount(charge, session)
}

/** The amount may have changed between the charge and the news of it. */
function isOfAmount({ amount, currency_code }: OperationToRecord, session: PaymentSessionDTO): boolean {
  return MathBN.eq(MathBN.convert(session.amount, decimalsOf(currency_code)), amount)
}

/** A charge of a session that is gone, or of another amount, is nobody's: what it holds is let go. */
async function giveUp(container: MedusaContainer, charge: OperationToRecord): Promise<boolean> {
  await container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE).giveUpCharge(charge.id)
  return true
}

async function end(
  container: MedusaContainer,
  session: PaymentSessionDTO,
  charge: OperationToRecord,
  status: PaymentSessionStatus,
): Promise<boolean> {
  if (!standsFor(session, charge)) return true
  const module = container.resolve(Modules.PAYMENT)
  const { id, payment } = session
  if (payment && !payment.canceled_at && !payment.captures?.length) await module.cancelPayment(payment.id)
  const { data, amount, currency_code } = session
  await module.updatePaymentSession({ id, data: data as never, amount, currency_code, status })
  if (status !== PaymentSessionStatus.ERROR) return true
  await container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE).tellOfDecline(charge)
  return true
}
