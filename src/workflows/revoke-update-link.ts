import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"

export type RevokeUpdateLinkInput = { id: string }

const revokeUpdateLinkStep = createStep(
  "amazon-pay-revoke-update-link",
  async ({ id }: RevokeUpdateLinkInput, { container }) => {
    await container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE).revokeUpdateLink(id)
    return new StepResponse(id)
  },
)

/** Revokes an update link. An update that was started with it before may still be completed. */
export const revokeUpdateLinkWorkflow = createWorkflow(
  "amazon-pay-revoke-update-link",
  (input: RevokeUpdateLinkInput) => {
    return new WorkflowResponse(revokeUpdateLinkStep(input))
  },
)
