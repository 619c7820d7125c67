import { Modules } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { refusal } from "../modules/amazon-pay/errors"
import type { PaymentData } from "../modules/amazon-pay/payments/payment-data"

export type ReturnFromCheckoutInput = {
  payment_session_id: string
  /** As Amazon appended it to the return URL. */
  checkout_session_id: string
  /** The customer who is logged in, if anybody is. */
  customer_id?: string
}

const returnFromCheckoutStep = createStep(
  "amazon-pay-return-from-checkout",
  async (input: ReturnFromCheckoutInput, { container }) => {
    const payments = container.resolve(Modules.PAYMENT)
    const [session] = await payments.listPaymentSessions({ id: [input.payment_session_id] })
    const data = session?.data as PaymentData | undefined
    if (!session?.provider_id.startsWith("pp_amazon-pay_") || !data) throw refusal("payment_session_not_found")
    if (data.customer_id && data.customer_id !== input.customer_id) throw refusal("payment_session_not_found")
    const { id, amount, currency_code } = session
    const returned = { ...data, checkout_session_id: input.checkout_session_id, decline: null }
    const { status } = await payments.updatePaymentSession({ id, amount, currency_code, data: returned })
    return new StepResponse({ id, status })
  },
)

/**
 * Notes the session with which a buyer came back from Amazon's page to pay. Whether it is this payment's, and of this amount,
 * is found out at Amazon when the payment is authorised: then, and not before, it is completed.
 *
 * @throws MedusaError `payment_session_not_found` also for another customer's, `invalid_checkout_session_id`
 */
export const returnFromCheckoutWorkflow = createWorkflow(
  "amazon-pay-return-from-checkout",
  (input: ReturnFromCheckoutInput) => new WorkflowResponse(returnFromCheckoutStep(input)),
)
