import type { AmazonPayClient } from "../../../client/amazon-pay-client"
import type { Priority } from "../../../client/turns"
import { AmazonPayError, type CheckoutSession } from "../../../protocol"
import { canceledOutcome, type SessionOutcome } from "./outcomes"

export type SettledSession = SessionOutcome & {
  /** What Amazon says the session was about, once it is completed. */
  chargePermissionId: string | null
}

/** Answers to Complete that only a second look at the session can explain. */
const LOOK_AGAIN: ReadonlySet<string> = new Set(["InvalidCheckoutSessionStatus", "CheckoutSessionCanceled"])

/**
 * Brings an open checkout session to its end and says how it ended. "Already completed" is success; an answer that is
 * lost or late leaves `pending`.
 *
 * @param how.idempotencyKey the same for every try of this session
 * @throws AmazonPayError when Amazon refuses for a reason that is ours to fix (signature, configuration)
 * @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/steps-to-integrate-with-amazon-pay-hosted-update-page.html step 5
 */
export async function settleSession(
  client: AmazonPayClient,
  session: CheckoutSession,
  how: { idempotencyKey: string; priority: Priority },
): Promise<SettledSession> {
  if (session.state !== "Open") return outcomeOf(session)
  try {
    const completed = await client.completeCheckoutSession(session.checkoutSessionId, how)
    return outcomeOf(completed)
  } catch (error) {
    if (!(error instanceof AmazonPayError)) throw error
    const lookAgain = error.retryable || error.code === "invalid_response" || LOOK_AGAIN.has(error.reasonCode ?? "")
    if (!lookAgain) throw error
    return lookAtSession(client, session.checkoutSessionId, how.priority, error)
  }
}

async function lookAtSession(
  client: AmazonPayClient,
  id: string,
  priority: Priority,
  cause: AmazonPayError,
): Promise<SettledSession> {
  try {
    const session = await client.getCheckoutSession(id, { priority })
    if (session.state !== "Open") return outcomeOf(session)
  } catch (error) {
    if (!(error instanceof AmazonPayError)) throw error
  }
  return { status: "pending", reasonCode: cause.reasonCode ?? cause.code, chargePermissionId: null }
}

function outcomeOf(session: CheckoutSession): SettledSession {
  const { chargePermissionId, state, reasonCode } = session
  if (state === "Completed") return { status: "completed", reasonCode: null, chargePermissionId }
  if (state === "Canceled") return { ...canceledOutcome(reasonCode), chargePermissionId: null }
  return { status: "pending", reasonCode: reasonCode ?? state, chargePermissionId: null }
}
