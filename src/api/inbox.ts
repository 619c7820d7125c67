import type { MedusaRequest } from "@medusajs/framework/http"
import { Modules } from "@medusajs/framework/utils"
import { INBOX_WAKE_EVENT } from "../modules/amazon-pay/events/names"

/** Wakes the worker. What is due is stored: if nobody can be woken now, the minutely job finds it. */
export async function wakeInbox(req: MedusaRequest): Promise<void> {
  await req.scope
    .resolve(Modules.EVENT_BUS)
    .emit({ name: INBOX_WAKE_EVENT, data: {} })
    .catch((error: unknown) => req.scope.resolve("logger").warn(`amazon-pay: inbox not woken: ${String(error)}`))
}
