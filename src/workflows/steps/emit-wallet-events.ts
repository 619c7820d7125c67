import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { emitCommittedEvents } from "../emit-committed-events"

/** Hands what the steps before committed to Medusa's event bus. */
export const emitWalletEventsStep = createStep("amazon-pay-emit-wallet-events", async (_: void, { container }) => {
  return new StepResponse(await emitCommittedEvents(container))
})
