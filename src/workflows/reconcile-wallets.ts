import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { emitWalletEventsStep } from "./steps/emit-wallet-events"

const reconcileWalletsStep = createStep("amazon-pay-reconcile-wallets", async (_: void, { container }) => {
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  return new StepResponse(await amazonPay.reconcile())
})

/** Settles open sessions, ends abandoned updates and re-reads wallets that were not looked at for a while. */
export const reconcileWalletsWorkflow = createWorkflow("amazon-pay-reconcile-wallets", () => {
  const reconciled = reconcileWalletsStep()
  emitWalletEventsStep()
  return new WorkflowResponse(reconciled)
})
