import { Modules } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import { toAdminWallet } from "../modules/amazon-pay/presentation"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { emitWalletEventsStep } from "./steps/emit-wallet-events"

export type AttachWalletInput = { customer_id: string; charge_permission_id: string }

const attachWalletStep = createStep("amazon-pay-attach-wallet", async (input: AttachWalletInput, { container }) => {
  const customer = await container.resolve(Modules.CUSTOMER).retrieveCustomer(input.customer_id, { select: ["id"] })
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  const wallet = await amazonPay.attachWallet({
    customerId: customer.id,
    chargePermissionId: input.charge_permission_id,
  })
  return new StepResponse(toAdminWallet(wallet, amazonPay.accountShown(wallet.merchant_account)))
})

/** Attaches a saved wallet that already exists at Amazon to a customer of the store. */
export const attachWalletWorkflow = createWorkflow("amazon-pay-attach-wallet", (input: AttachWalletInput) => {
  const wallet = attachWalletStep(input)
  emitWalletEventsStep()
  return new WorkflowResponse(wallet)
})
