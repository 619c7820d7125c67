import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"

const pruneStep = createStep("amazon-pay-prune", async (_: void, { container }) => {
  return new StepResponse(await container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE).prune())
})

/** Forgets what need not be remembered any more. */
export const pruneWorkflow = createWorkflow("amazon-pay-prune", () => new WorkflowResponse(pruneStep()))
