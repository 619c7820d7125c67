import { Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../../modules/amazon-pay"
import type AmazonPayModuleService from "../../modules/amazon-pay/service"

/** Hands what was committed to Medusa's event bus. What a crash leaves behind, the minutely job emits. */
export const emitWalletEventsStep = createStep("amazon-pay-emit-wallet-events", async (_: void, { container }) => {
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  const bus = container.resolve(Modules.EVENT_BUS)
  return new StepResponse(await amazonPay.flushOutbox((events) => bus.emit(events)))
})
