import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { UpdateSource } from "../contracts"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { toAdminWallet } from "../modules/amazon-pay/presentation"
import { emitWalletEventsStep } from "./steps/emit-wallet-events"

export type RefreshWalletInput = { wallet_id: string; source: UpdateSource }

const refreshWalletStep = createStep("amazon-pay-refresh-wallet", async (input: RefreshWalletInput, { container }) => {
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  const wallet = await amazonPay.refreshWallet(input.wallet_id, { source: input.source })
  return new StepResponse(toAdminWallet(wallet, amazonPay.accountShown(wallet.merchant_account)))
})

/** Reads a wallet at Amazon now and records what is different. */
export const refreshWalletWorkflow = createWorkflow("amazon-pay-refresh-wallet", (input: RefreshWalletInput) => {
  const wallet = refreshWalletStep(input)
  emitWalletEventsStep()
  return new WorkflowResponse(wallet)
})
