import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { failureInWords } from "../modules/amazon-pay/telemetry/failures"
import { say } from "../modules/amazon-pay/telemetry/say"

/**
 * Hands what was committed to Medusa's event bus. What was committed stays so whatever the bus says: what it refuses and
 * what a crash leaves behind, the minutely job emits.
 *
 * @returns how many events were emitted
 */
export async function emitCommittedEvents(container: MedusaContainer): Promise<number> {
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  const bus = container.resolve(Modules.EVENT_BUS)
  try {
    return await amazonPay.flushOutbox((events) => bus.emit(events))
  } catch (error) {
    const logger = container.resolve("logger")
    say(logger, "warn", "events could not be emitted; the minutely job will do it", failureInWords(error))
    return 0
  }
}
