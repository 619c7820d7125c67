import { AmazonPayError } from "../errors"

/** What about a well-formed message is not accepted, in one stable word: the `reasonCode` of a `sns_refused`. */
export type SnsRefusalReason =
  /** Of a topic that may not speak to us. */
  | "topic"
  /** Too old, or from the future. */
  | "time"
  /** Its certificate is not where SNS keeps it, or is none to trust. */
  | "certificate"
  | "signature"
  /** For somebody else's merchant account. */
  | "merchant"
  /** Authentic, and nothing that Amazon Pay says. */
  | "content"

/**
 * The refusal of a message that is well formed.
 *
 * @param message for the log; whoever sent it is told nothing of it
 */
export function snsRefused(reason: SnsRefusalReason, message: string): AmazonPayError {
  return new AmazonPayError("sns_refused", message, { reasonCode: reason })
}
