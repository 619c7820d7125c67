import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"

export type EraseCustomerInput = { customer_id: string }

const eraseCustomerStep = createStep("amazon-pay-erase-customer", async (input: EraseCustomerInput, { container }) => {
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  return new StepResponse(await amazonPay.eraseCustomer(input.customer_id))
})

/**
 * Closes a customer's wallets at Amazon and erases what is known of the buyer. The wish is committed first: what cannot be
 * done now, reconciliation does. Returns how many wallets that concerns.
 */
export const eraseCustomerWorkflow = createWorkflow("amazon-pay-erase-customer", (input: EraseCustomerInput) => {
  return new WorkflowResponse(eraseCustomerStep(input))
})
