import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { toWallet } from "../modules/amazon-pay/presentation"
import { emitWalletEventsStep } from "./steps/emit-wallet-events"

export type CloseWalletInput = { customer_id: string; wallet_id: string }

const closeWalletStep = createStep("amazon-pay-close-wallet", async (input: CloseWalletInput, { container }) => {
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  const wallet = await amazonPay.closeWallet({ customerId: input.customer_id, walletId: input.wallet_id })
  return new StepResponse(toWallet(wallet, amazonPay.accountShown(wallet.merchant_account)))
})

/** Closes a customer's charge permission at Amazon. */
export const closeWalletWorkflow = createWorkflow("amazon-pay-close-wallet", (input: CloseWalletInput) => {
  const wallet = closeWalletStep(input)
  emitWalletEventsStep()
  return new WorkflowResponse(wallet)
})
