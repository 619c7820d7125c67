import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { toWalletUpdate } from "../modules/amazon-pay/presentation"
import { emitWalletEventsStep } from "./steps/emit-wallet-events"

export type CompleteWalletUpdateInput = {
  customer_id: string
  update_id: string
  /** As Amazon appended it to the return URL; checked here. */
  checkout_session_id: unknown
}

const completeWalletUpdateStep = createStep(
  "amazon-pay-complete-wallet-update",
  async (input: CompleteWalletUpdateInput, { container }) => {
    const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
    const update = await amazonPay.completeForCustomer({
      customerId: input.customer_id,
      updateId: input.update_id,
      checkoutSessionId: input.checkout_session_id,
    })
    return new StepResponse(toWalletUpdate(update))
  },
)

/** Completes a checkout session for the customer who started the update, refreshes the wallet, records the outcome. */
export const completeWalletUpdateWorkflow = createWorkflow(
  "amazon-pay-complete-wallet-update",
  (input: CompleteWalletUpdateInput) => {
    const update = completeWalletUpdateStep(input)
    emitWalletEventsStep()
    return new WorkflowResponse(update)
  },
)
