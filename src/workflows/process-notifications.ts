import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { recordPaymentsStep } from "./record-payments"
import { emitWalletEventsStep } from "./steps/emit-wallet-events"

const drainInboxStep = createStep("amazon-pay-drain-inbox", async (_: void, { container }) => {
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  return new StepResponse(await amazonPay.drainInbox())
})

/** Works off every notification that is due and tells Medusa of the payments among them. Returns how many were taken. */
export const processNotificationsWorkflow = createWorkflow("amazon-pay-process-notifications", () => {
  const taken = drainInboxStep()
  recordPaymentsStep()
  emitWalletEventsStep()
  return new WorkflowResponse(taken)
})
