import type { OwnReasonCode } from "../../../contracts"
import { AmazonPayError } from "../../../protocol"
import type { WalletUpdateEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import type { Claimed } from "./claimed"
import { recordOutcome } from "./record-outcome"

const REASON: OwnReasonCode = "charge_permission_mismatch"

/**
 * Notes that Amazon speaks of two charge permissions for one session. Nothing is overwritten and nothing is attached; the
 * update stays pending, and whoever reads the log finds both.
 *
 * @returns the update as it stands afterwards
 */
export async function recordMismatch(
  runtime: Runtime,
  { client, update, attempt, source }: Claimed,
  permissions: readonly [string, string],
): Promise<WalletUpdateEntity> {
  const sessionId = attempt.checkout_session_id
  const states = await Promise.all(
    permissions.map(async (id) => {
      const { state } = await client.getChargePermission(id).catch(notReadable)
      return `${id} (${state})`
    }),
  )
  runtime.logger.error(
    `amazon-pay: session ${sessionId} of update ${update.id} was completed for two charge permissions, ${states.join(" and ")}; nothing was changed, check both in Seller Central`,
  )
  return recordOutcome(runtime, update.id, {
    checkoutSessionId: sessionId,
    source,
    attempt: { status: "failed", reasonCode: REASON },
    update: { status: "pending", reasonCode: REASON },
  })
}

function notReadable(error: unknown): { state: string } {
  if (error instanceof AmazonPayError) return { state: `not readable: ${error.reasonCode ?? error.code}` }
  throw error
}
