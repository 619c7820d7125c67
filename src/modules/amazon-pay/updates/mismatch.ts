import type { EntityManager } from "typeorm"
import type { OwnReasonCode } from "../../../contracts"
import { AmazonPayError } from "../../../protocol"
import { EVENTS } from "../events/names"
import { writeEvent } from "../events/outbox"
import { CheckoutAttemptEntity, type WalletUpdateEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { say } from "../telemetry/say"
import type { Claimed } from "./claimed"
import { recordOutcome } from "./record-outcome"

export const MISMATCH: OwnReasonCode = "charge_permission_mismatch"

/**
 * Notes that Amazon speaks of two charge permissions for one session. Nothing is overwritten and nothing is attached; the
 * update stays pending. The merchant hears of it by an event that names both, once for each update, and in the status checks
 * as long as the update is pending; the log says how both stand.
 *
 * @returns the update as it stands afterwards
 */
export async function recordMismatch(
  runtime: Runtime,
  { client, update, attempt, source, priority }: Claimed,
  permissions: readonly [string, string],
): Promise<WalletUpdateEntity> {
  const sessionId = attempt.checkout_session_id
  const states = await Promise.all(
    permissions.map(async (id) => {
      const { state } = await client.getChargePermission(id, { priority }).catch(notReadable)
      return `${id} (${state})`
    }),
  )
  say(
    runtime.logger,
    "error",
    "a checkout session was completed for two charge permissions; nothing was changed, check both in Seller Central",
    { checkout_session_id: sessionId, update_id: update.id, wallet_id: update.wallet_id, charge_permissions: states },
  )
  return recordOutcome(runtime, update.id, {
    checkoutSessionId: sessionId,
    source,
    attempt: { status: "failed", reasonCode: MISMATCH },
    update: { status: "pending", reasonCode: MISMATCH },
    alongside: (db, current) => alert(db, current, permissions),
  })
}

async function alert(db: EntityManager, update: WalletUpdateEntity, permissions: readonly string[]): Promise<void> {
  const sessions = await db.countBy(CheckoutAttemptEntity, { update_id: update.id, reason_code: MISMATCH })
  if (sessions > 1) return
  await writeEvent(db, EVENTS.walletNeedsAttention, {
    id: update.wallet_id ?? update.id,
    wallet_id: update.wallet_id,
    customer_id: update.customer_id,
    merchant_account: update.merchant_account,
    update_ids: [update.id],
    fields: [],
    reason: MISMATCH,
    charge_permission_ids: permissions,
  })
}

function notReadable(error: unknown): { state: string } {
  if (error instanceof AmazonPayError) return { state: `not readable: ${error.reasonCode ?? error.code}` }
  throw error
}
