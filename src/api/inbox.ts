import type { MedusaRequest } from "@medusajs/framework/http"
import type { IEventBusModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { INBOX_WAKE_EVENT } from "../modules/amazon-pay/events/names"
import { oneAtATime } from "../modules/amazon-pay/events/one-at-a-time"
import { failureInWords } from "../modules/amazon-pay/telemetry/failures"
import { say } from "../modules/amazon-pay/telemetry/say"

const wakes = new WeakMap<IEventBusModuleService, () => Promise<void>>()

/**
 * Wakes the worker, and does not wait for that: while Redis is away, Medusa's bus answers when it is back. Many wishes in the
 * meantime become one. What is due is stored: if nobody can be woken, the minutely job finds it.
 */
export function wakeInbox(req: MedusaRequest): void {
  const logger = req.scope.resolve("logger")
  const wake = wakeOn(req.scope.resolve(Modules.EVENT_BUS))
  wake().catch((error: unknown) =>
    say(logger, "warn", "the inbox could not be woken; the minutely job will find what waits", failureInWords(error)),
  )
}

function wakeOn(bus: IEventBusModuleService): () => Promise<void> {
  const known = wakes.get(bus)
  if (known) return known
  const wake = oneAtATime(() => bus.emit({ name: INBOX_WAKE_EVENT, data: {} }))
  wakes.set(bus, wake)
  return wake
}
