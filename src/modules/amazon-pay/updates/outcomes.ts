import type { ReturnOutcome, UpdateStatus } from "../../../contracts"

/** What a checkout session came to, as far as Amazon has told us. */
export type SessionOutcome = {
  status: "completed" | "pending" | "canceled" | "declined" | "failed" | "expired"
  reasonCode: string | null
}

const RETRY = "The update for your address or payment method failed. Please try again."

/** English words for the buyer by outcome; a storefront translates by status and reason code. */
const MESSAGES: Readonly<Record<SessionOutcome["status"], string | null>> = {
  completed: null,
  pending: "Amazon has not confirmed the update yet. This page will show the result as soon as it is known.",
  canceled: "You canceled the update. Nothing was changed.",
  declined: `${RETRY} Amazon could not use the payment method you chose.`,
  failed: RETRY,
  expired: `${RETRY} The update was not finished in time.`,
}

/** What the buyer reads about an outcome, or `null` where nothing needs saying. */
export function messageFor(status: SessionOutcome["status"]): string | null {
  return MESSAGES[status]
}

const CANCELED_SESSIONS: ReadonlyMap<string | null, SessionOutcome["status"]> = new Map([
  ["BuyerCanceled", "canceled"],
  ["Declined", "declined"],
  ["Expired", "expired"],
  ["AmazonCanceled", "failed"],
])

/**
 * The outcome of a session Amazon calls `Canceled`.
 *
 * @param reasonCode its `statusDetails.reasonCode`; unknown ones count as failed
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/checkout-session.html
 */
export function canceledOutcome(reasonCode: string | null): SessionOutcome {
  return { status: CANCELED_SESSIONS.get(reasonCode) ?? "failed", reasonCode }
}

const RETURN_OUTCOMES: Readonly<Record<UpdateStatus, ReturnOutcome>> = {
  started: "pending",
  pending: "pending",
  completed: "completed",
  canceled: "canceled",
  declined: "declined",
  failed: "failed",
  expired: "failed",
}

/** The outcome that the return URL names for an update in this status. */
export function returnOutcome(status: UpdateStatus): ReturnOutcome {
  return RETURN_OUTCOMES[status]
}
