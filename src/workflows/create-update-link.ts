import { setTimeout as delay } from "node:timers/promises"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import type { CreatedUpdateLink, WalletUpdateType } from "../contracts"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { linkCreatedEvent } from "../modules/amazon-pay/update-links/created-event"

export type CreateUpdateLinkInput = {
  wallet_id: string
  update_type: WalletUpdateType
  expires_in_hours: number
  /** The admin user or API key that asks for it. */
  created_by?: string
}

const createUpdateLinkStep = createStep(
  "amazon-pay-create-update-link",
  async (input: CreateUpdateLinkInput, { container }) => {
    const link = await container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE).createUpdateLink({
      walletId: input.wallet_id,
      updateType: input.update_type,
      expiresInHours: input.expires_in_hours,
      createdBy: input.created_by ?? null,
    })
    return new StepResponse(link, link.id)
  },
  async (id, { container }) => {
    if (id) await container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE).revokeUpdateLink(id)
  },
)

/** How long the event bus is waited for. Medusa's Redis event bus takes an event only when Redis is back. */
const PATIENCE_MS = 1_000

/** A link that nobody is told of is of no use: where the event bus refuses it, it is revoked again. */
const emitLinkCreatedStep = createStep(
  "amazon-pay-emit-update-link-created",
  async (link: CreatedUpdateLink, { container }) => {
    const handingOver = container.resolve(Modules.EVENT_BUS).emit(linkCreatedEvent(link))
    handingOver.catch(() => undefined)
    const late = delay(PATIENCE_MS, "late", { ref: false })
    if ((await Promise.race([handingOver, late])) === "late") {
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .warn(`amazon-pay: the event bus has not taken update link ${link.id} yet; it is mailed when the bus is back`)
    }
    return new StepResponse(undefined)
  },
)

/** Makes a link that asks a wallet's customer to update it, and emits it so that it can be mailed. */
export const createUpdateLinkWorkflow = createWorkflow(
  "amazon-pay-create-update-link",
  (input: CreateUpdateLinkInput) => {
    const link = createUpdateLinkStep(input)
    emitLinkCreatedStep(link)
    return new WorkflowResponse(link)
  },
)
