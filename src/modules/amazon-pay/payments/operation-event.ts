import { EVENTS } from "../events/names"
import { writeEvent, type WalletEventData } from "../events/outbox"
import { OperationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"

/** Tells that Amazon declined, after the fact, what Medusa took for paid or for given back. */
export async function tellOfDecline(runtime: Runtime, operationId: string): Promise<void> {
  const operation = await runtime.db.getRepository(OperationEntity).findOneByOrFail({ id: operationId })
  const data: WalletEventData = {
    id: operation.amazon_id ?? operation.id,
    wallet_id: operation.wallet_id,
    customer_id: operation.customer_id,
    merchant_account: operation.merchant_account,
    payment_session_id: operation.payment_session_id,
    amount: operation.amount,
    currency_code: operation.currency_code,
    reason_code: operation.reason_code,
  }
  if (operation.kind === "refund") await writeEvent(runtime.db.manager, EVENTS.refundDeclined, data)
  else await writeEvent(runtime.db.manager, EVENTS.chargeDeclined, data)
}
