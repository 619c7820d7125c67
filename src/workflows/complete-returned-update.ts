import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { toWalletUpdate } from "../modules/amazon-pay/presentation"
import { refusal } from "../modules/amazon-pay/errors"
import { emitWalletEventsStep } from "./steps/emit-wallet-events"

export type CompleteReturnedUpdateInput = {
  /** The opaque token of the return URL. */
  token: string
  /** A checkout session id in Amazon's form. */
  checkout_session_id: string
}

const completeReturnedUpdateStep = createStep(
  "amazon-pay-complete-returned-update",
  async (input: CompleteReturnedUpdateInput, { container }) => {
    const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
    const update = await amazonPay.findReturning(input.token)
    if (!update) throw refusal("update_ended")
    return new StepResponse(toWalletUpdate(await amazonPay.completeReturned(update, input.checkout_session_id)))
  },
)

/** Completes the update a buyer came back from. A set-up is never completed this way. */
export const completeReturnedUpdateWorkflow = createWorkflow(
  "amazon-pay-complete-returned-update",
  (input: CompleteReturnedUpdateInput) => {
    const update = completeReturnedUpdateStep(input)
    emitWalletEventsStep()
    return new WorkflowResponse(update)
  },
)
