import { Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { recountCollection, type MovementRows } from "./record-movement"
import { sessionOf } from "./record-charge"

/**
 * Takes captures and refunds back in Medusa whose process ended before it knew what Amazon did, as Medusa does when a
 * provider fails. What Amazon has done of them is recorded anew, with all that belongs to it.
 */
export const takeBackInterruptedStep = createStep(
  "amazon-pay-take-back-interrupted",
  async (_: void, { container }) => {
    const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
    const rows = container.resolve(Modules.PAYMENT) as unknown as MovementRows
    const interrupted = await amazonPay.listInterruptedMovements()
    for (const each of interrupted) {
      if (each.kind === "refund") await rows.deleteRefunds([each.medusa_id])
      else await rows.deleteCaptures([each.medusa_id])
      await amazonPay.noteTakenBack(each)
      const payment = (await sessionOf(container, each))?.payment
      if (payment) await recountCollection(container, payment)
    }
    return new StepResponse(interrupted.length)
  },
)
