import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { failureInWords } from "../modules/amazon-pay/telemetry/failures"
import { countDeferred, countRefused } from "../modules/amazon-pay/telemetry/notifications"
import { say } from "../modules/amazon-pay/telemetry/say"
import { AmazonPayError } from "../protocol"
import { createRefusalLimit } from "./refusal-limit"

/** What a sender is told, by status. */
export const NOTIFICATION_REFUSALS = {
  400: { type: "invalid_data", message: "This is not a notification." },
  403: { type: "forbidden", message: "This notification is not accepted." },
  413: { type: "invalid_data", message: "The message is too large." },
  503: { type: "unexpected_state", message: "The notification could not be stored. Send it again." },
} as const

/** What must not be sent again. */
type RefusedStatus = 400 | 403 | 413

type Refusal = {
  status: RefusedStatus
  /** One of few words. */
  reason: string
  error: unknown
}

const refusals = createRefusalLimit()

/**
 * Answers a message that could not be stored. SNS repeats only 5xx: so 4xx for what must not be sent again, and 503 when
 * it is our fault. A sender of too much that is refused is answered 503 as well, and no longer written about.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export async function answerNotStored(req: MedusaRequest, res: MedusaResponse, error: unknown): Promise<void> {
  const refusal = refusalOf(error)
  if (refusal) return refuse(req, res, refusal)
  const failure = failureInWords(error)
  countDeferred(error instanceof AmazonPayError ? error.code : "internal")
  say(req.scope.resolve("logger"), "warn", "a notification was not stored; SNS will send it again", failure)
  res.status(503).json(NOTIFICATION_REFUSALS[503])
}

function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof AmazonPayError)) return null
  if (error.code === "sns_malformed") return { status: 400, reason: "malformed", error }
  if (error.code === "sns_refused") return { status: 403, reason: error.reasonCode ?? "other", error }
  return null
}

/**
 * Refuses a message, with a constant text for each status.
 *
 * @param refusal.reason for the log and the counters, and not for the sender
 */
export async function refuse(req: MedusaRequest, res: MedusaResponse, refusal: Refusal): Promise<void> {
  const logger = req.scope.resolve("logger")
  const limited = await refusals.isOver(req.ip, ({ sender, refused }) =>
    say(logger, "warn", "one sender had many notifications refused in a minute; not all are logged", {
      sender,
      refused,
    }),
  )
  const status = limited ? 503 : refusal.status
  countRefused(refusal.reason, limited)
  if (!limited) {
    const why = failureInWords(refusal.error)
    say(logger, "warn", "notification refused", { ...why, status, reason: refusal.reason })
  }
  res.status(status).json(NOTIFICATION_REFUSALS[status])
}
