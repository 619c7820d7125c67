import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { recordPaymentsStep } from "./record-payments"
import { emitWalletEventsStep } from "./steps/emit-wallet-events"
import { takeBackInterruptedStep } from "./take-back-interrupted"

const reconcileWalletsStep = createStep("amazon-pay-reconcile-wallets", async (_: void, { container }) => {
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  return new StepResponse(await amazonPay.reconcile())
})

/**
 * Settles open sessions and payments, ends abandoned updates and re-reads wallets that were not looked at for a while, and
 * tells Medusa of what came of payments.
 */
export const reconcileWalletsWorkflow = createWorkflow("amazon-pay-reconcile-wallets", () => {
  takeBackInterruptedStep()
  const reconciled = reconcileWalletsStep()
  recordPaymentsStep()
  emitWalletEventsStep()
  return new WorkflowResponse(reconciled)
})
