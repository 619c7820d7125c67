import { AmazonPayError } from "../../../protocol"
import { EVENTS } from "../events/names"
import { writeEvent } from "../events/outbox"
import type { OperationEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { failureInWords } from "../telemetry/failures"
import { say } from "../telemetry/say"
import { refreshWallet } from "../wallets/refresh"
import type { ChargedWallet } from "./read-payment"

/**
 * Sees to it that somebody hears of a wallet that the buyer has to mend. Amazon's own reading says so too, in its time:
 * it becomes the wallet's state and history; where it does not yet, the event comes from here.
 */
export async function noteDecline(runtime: Runtime, wallet: ChargedWallet, operation: OperationEntity): Promise<void> {
  if ((await statusNow(runtime, wallet)) !== "chargeable") return
  await writeEvent(runtime.db.manager, EVENTS.walletNeedsAttention, {
    id: wallet.id,
    wallet_id: wallet.id,
    customer_id: wallet.customer_id,
    merchant_account: wallet.merchant_account,
    reason: "charge_declined",
    reason_code: operation.reason_code,
    payment_session_id: operation.payment_session_id,
  })
}

async function statusNow(runtime: Runtime, wallet: ChargedWallet): Promise<ChargedWallet["status"]> {
  try {
    return (await refreshWallet(runtime, wallet.id, { source: "reconciliation" })).wallet.status
  } catch (error) {
    if (!(error instanceof AmazonPayError)) throw error
    say(runtime.logger, "warn", "a wallet could not be read after a declined charge; it will be later", {
      wallet_id: wallet.id,
      ...failureInWords(error),
    })
    return wallet.status
  }
}
