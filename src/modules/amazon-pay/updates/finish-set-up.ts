import type { OwnReasonCode } from "../../../contracts"
import { AmazonPayError, type CheckoutSession } from "../../../protocol"
import type { WalletUpdateEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { adoptWallet } from "../wallets/adopt-wallet"
import type { Claimed } from "./claimed"
import { recordMismatch } from "./mismatch"
import type { SessionOutcome } from "./outcomes"
import { recordOutcome } from "./record-outcome"
import type { SettledSession } from "./settle-session"

const UNKNOWN: OwnReasonCode = "charge_permission_unknown"
/** As erasing a customer ends all that they had begun. */
const ERASED: SessionOutcome = { status: "expired", reasonCode: null }

/**
 * Makes the wallet that a completed set-up opened its customer's. Only Amazon can say which one that is, so what Complete
 * and Get Checkout Session say must not differ: a wallet that is not certain is nobody's.
 *
 * @param before the session as it was before it was settled
 * @returns the update as it stands afterwards; `pending` when Amazon does not say which wallet it is, or says two
 * @throws AmazonPayError when Amazon cannot be asked; safe to repeat
 */
export async function finishSetUp(
  runtime: Runtime,
  claimed: Claimed,
  before: CheckoutSession,
  settled: SettledSession,
): Promise<WalletUpdateEntity> {
  const { update, attempt, source, priority } = claimed
  const record = (outcome: SessionOutcome, walletId?: string) =>
    recordOutcome(runtime, update.id, {
      checkoutSessionId: attempt.checkout_session_id,
      source,
      attempt: outcome,
      walletId,
    })
  const said = [settled.chargePermissionId, await saidOtherwise(claimed, before)].filter((id) => id !== null)
  const [named, other = named] = said
  if (named === undefined) return record({ status: "pending", reasonCode: UNKNOWN })
  if (other !== undefined && other !== named) return recordMismatch(runtime, claimed, [named, other])

  const adopted = await adoptWallet(runtime, {
    customerId: update.customer_id,
    merchantAccount: update.merchant_account,
    chargePermissionId: named,
    cause: { setUpId: update.id },
    priority,
  })
  if ("erased" in adopted) return record(ERASED)
  return "refused" in adopted
    ? record({ status: "failed", reasonCode: adopted.refused })
    : record(settled, adopted.walletId)
}

/**
 * The charge permission by the call that did not settle the session. After Complete that is another look at the session;
 * for a session that was completed before it is Complete with the key of then, to which Amazon repeats its answer of then.
 */
async function saidOtherwise({ client, attempt, priority }: Claimed, before: CheckoutSession): Promise<string | null> {
  const id = attempt.checkout_session_id
  if (before.state !== "Completed") return (await client.getCheckoutSession(id, { priority })).chargePermissionId
  try {
    const answer = await client.completeCheckoutSession(id, { idempotencyKey: attempt.idempotency_key, priority })
    return answer.chargePermissionId
  } catch (error) {
    if (error instanceof AmazonPayError && !error.retryable) return null
    throw error
  }
}
